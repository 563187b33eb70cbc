using System.Text.Json.Nodes;

namespace EndToEnd.Tests;

/// <summary>The main job as people and Flow do it: JSON over HTTP, nothing else.</summary>
[TestFixture]
[NonParallelizable]
public sealed class WalkTests
{
    private static SandboxClient Client => SharedSandbox.Client;

    [TestCase("alice", false)]
    [TestCase("bob", true)]
    public async Task MainJob_EndsCompletedHereAndInDataHub(string persona, bool throughConnector)
    {
        var accounts = await CallAsync("getDevAccounts", []);
        var account = (string)accounts["devAccounts"]!.AsArray().First(row => (string)row!["accountId"]! == Client.DevAccounts[0])!["accountId"]!;
        var packages = await CallAsync("listDevPackages", new JsonObject { ["devAccountId"] = account });
        var package = packages["packages"]!.AsArray().First(row => (string)row!["packageId"]! == SharedSandbox.Running.World.MainPackage.PackageId)!;
        var tree = await CallAsync("resolveDependencies", new JsonObject { ["devAccountId"] = account, ["rootComponentId"] = (string)package["componentId"]! });
        var components = tree["dependencies"]!.AsArray().Select(row => (JsonNode)new JsonObject { ["componentId"] = (string)row!["componentId"]! }).ToArray();
        var promotion = await CallAsync("executePromotion", new JsonObject
        {
            ["devAccountId"] = account,
            ["components"] = new JsonArray(components),
            ["promotionMetadata"] = new JsonObject { ["requestedBy"] = $"{persona}@abc.example", ["devPackageId"] = (string)package["packageId"]! },
        });
        var id = (string)promotion["promotionId"]!;
        var progress = await CallAsync("getPromotionProgress", new JsonObject { ["promotionId"] = id });
        var status = await CallAsync("queryStatus", new JsonObject { ["promotionId"] = id });
        var mappings = await CallAsync("manageMappings", new JsonObject { ["action"] = "query", ["devAccountId"] = account });

        Assert.That((int)tree["totalComponents"]!, Is.EqualTo(40));
        Assert.That((int)promotion["componentsCreated"]! + (int)promotion["componentsUpdated"]!, Is.EqualTo(35));
        Assert.That((int)promotion["connectionsSkipped"]!, Is.EqualTo(5));
        Assert.That((string)progress["status"]!, Is.EqualTo("COMPLETED"));
        var row = status["promotions"]!.AsArray().Single()!;
        Assert.That(((string)row["status"]!, (string)row["initiatedBy"]!), Is.EqualTo(("COMPLETED", $"{persona}@abc.example")));
        Assert.That(mappings["mappings"]!.AsArray(), Is.Not.Empty);
        Assert.That(await PublishedStatusAsync(id), Is.EqualTo("COMPLETED"));

        async Task<JsonObject> CallAsync(string action, JsonObject body)
        {
            if (throughConnector)
            {
                body["userEmail"] = $"{persona}@abc.example";
                body["userSsoGroups"] = Client.Info["personas"]![persona]!["groups"]!.DeepClone();
            }

            var answer = throughConnector ? await Client.AsConnectorAsync(action, body) : await Client.AsAsync(persona, action, body);
            Assert.That(((bool)answer["success"]!, (string)answer["errorMessage"]!), Is.EqualTo((true, string.Empty)), action);
            return answer;
        }
    }

    [Test]
    public async Task UserToken_ThatNamesSomebodyElse_IsIdentityMismatch()
    {
        var answer = await Client.AsAsync("alice", "queryStatus", new JsonObject { ["userEmail"] = "bob@abc.example" });

        Assert.That((string)answer["errorCode"]!, Is.EqualTo("IDENTITY_MISMATCH"));
        Assert.That((string)answer["errorMessage"]!, Does.Contain("bob@abc.example"));
    }

    [Test]
    public async Task FailedPromotion_HasTheDocumentedShape()
    {
        var answer = await Client.AsAsync("alice", "executePromotion", new JsonObject
        {
            ["devAccountId"] = Client.DevAccounts[0],
            ["components"] = new JsonArray(new JsonObject { ["componentId"] = "99999999-0000-4000-8000-000000000000" }),
        });

        Assert.That(((bool)answer["success"]!, (string)answer["errorCode"]!), Is.EqualTo((false, "INVALID_REQUEST")));
        Assert.That(answer.ContainsKey("branchId") || answer.ContainsKey("branchName") || answer.ContainsKey("missingConnections"), Is.False);
        Assert.That(answer["promotionResults"]!.AsArray(), Is.Empty);
        Assert.That((int)answer["componentsTotal"]!, Is.Zero);
    }

    [Test]
    public async Task Host_WhenReady_SaysSoAndDescribesItself()
    {
        Assert.That((await Client.GetAsync("/health/live")).Status, Is.EqualTo(200));
        Assert.That((await Client.GetAsync("/health/ready")).Status, Is.EqualTo(200));
        var (status, text) = await Client.GetAsync("/openapi/v1.json");
        Assert.That(status, Is.EqualTo(200));
        Assert.That(text, Does.Contain("executePromotion"));
    }

    private static async Task<string> PublishedStatusAsync(string promotion)
    {
        var hub = SharedSandbox.Running.Emulator!.DataHub;
        var status = string.Empty;
        for (var round = 0; round < 100 && status != "COMPLETED"; round++)
        {
            status = hub.Records(hub.Repositories[0].Id, "PromotionLog").FirstOrDefault(record => record["promotionId"] == promotion)?["status"] ?? string.Empty;
            await Task.Delay(100);
        }

        return status;
    }
}
