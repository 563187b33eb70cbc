using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BoomiEmulator.Seeding;
using Sandbox;
using Testing.Secrets;

namespace EndToEnd.Tests.Security;

/// <summary>Every action by everybody on everybody's objects, through the host and the engine, answers what <see cref="AccessMatrix"/> says.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class AccessMatrixTests
{
    private const string Nowhere = "99999999-0000-4000-8000-000000000000";

    private readonly Dictionary<string, string> _objects = new(StringComparer.Ordinal);
    private RunningSandbox _sandbox = null!;
    private SandboxClient _client = null!;
    private HttpClient _http = null!;
    private string[] _tree = [];

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var info = Path.Combine(Path.GetTempPath(), $"matrix-{Guid.NewGuid():n}.json");
        _sandbox = await WatchedSandbox.StartAsync(new SandboxOptions { Port = 0, GrpcPort = 0, EmulatorPort = 0, InfoFile = info });
        _client = await SandboxClient.FromAsync(info);
        File.Delete(info);
        _http = new HttpClient(new WatchedAnswers(new SocketsHttpHandler())) { BaseAddress = new Uri(_sandbox.HostAddress) };
        var main = _sandbox.World.MainPackage;
        _objects["A"] = main.AccountId;
        _objects["B"] = _sandbox.World.DevAccounts.First(account => account.Id != main.AccountId).Id;
        _objects["none"] = Nowhere;
        _tree = await TreeAsync("alice", main.AccountId, main.RootComponentId);
        _objects["A1"] = await WithdrawnAsync("alice", main.AccountId, _tree, main.PackageId);
        _objects["C1"] = await WithdrawnAsync("carol", main.AccountId, _tree, main.PackageId);
        var other = (await _client.AsAsync("bob", "listDevPackages", new { devAccountId = _objects["B"] }))["packages"]!.AsArray()
            .First(package => (string)package!["componentType"]! == "process")!;
        var root = (string)other["componentId"]!;
        _objects["B1"] = await WithdrawnAsync("bob", _objects["B"], await TreeAsync("bob", _objects["B"], root), (string)other["packageId"]!);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _http.Dispose();
        _client.Dispose();
        await WatchedSandbox.StopAsync(_sandbox);
    }

    [TestCaseSource(nameof(Cells))]
    public async Task Answer_IsTheOneOfTheMatrix(object cell)
    {
        var (action, _, _, person, expected) = (MatrixCell)cell;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/fs/PromotionService/{action}")
        {
            Content = new StringContent(BodyOf((MatrixCell)cell).ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = CredentialsOf(person);

        using var response = await _http.SendAsync(request);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        // A script that is not valid was validated all the same: its answer is a success with a code.
        var code = (int)response.StatusCode == 401 ? "no" : (string)answer["errorCode"]! is { Length: > 0 } told ? told : "success";
        Assert.That(code, Is.EqualTo(expected), (string)answer["errorMessage"]!);
    }

    [Test]
    public void Matrix_NamesEveryActionOfTheContract()
    {
        var actions = Contract.Actions.ActionCatalogue.Load().Actions.Select(action => action.Name);

        Assert.That(AccessMatrix.Cells().Select(cell => cell.Action).Distinct(), Is.EquivalentTo(actions));
    }

    [TestCase("alice", "A1", "C1")]
    [TestCase("bob", "A1", "B1", "C1")]
    [TestCase("carol", "A1", "B1", "C1")]
    public async Task Lists_HoldOnlyWhatTheCallerMaySee(string person, params string[] seen)
    {
        var promotions = (await _client.AsAsync(person, "queryStatus", new { limit = 200 }))["promotions"]!.AsArray().Select(promotion => (string)promotion!["promotionId"]!);
        var audit = (await _client.AsAsync(person, "queryAudit", new { limit = 200 }))["entries"]!.AsArray().Select(entry => (string)entry!["promotionId"]!);

        Assert.That(promotions, Is.EquivalentTo(seen.Select(name => _objects[name])));
        Assert.That(audit.Where(id => id.Length > 0).Distinct(), Is.EquivalentTo(seen.Select(name => _objects[name])));
    }

    [TestCase("getPromotionProgress")]
    [TestCase("withdrawPromotion")]
    public async Task Foreign_AndMissing_AreToldInTheSameWords(string action)
    {
        var foreign = await _client.AsAsync("alice", action, new { promotionId = _objects["B1"] });
        var missing = await _client.AsAsync("alice", action, new { promotionId = Nowhere });

        Assert.That(
            ((string)foreign["errorMessage"]!).Replace(_objects["B1"], "ID", StringComparison.Ordinal),
            Is.EqualTo(((string)missing["errorMessage"]!).Replace(Nowhere, "ID", StringComparison.Ordinal)));
    }

    private static IEnumerable<TestCaseData> Cells() => AccessMatrix.Cells().Select(cell => new TestCaseData(cell).SetArgDisplayNames(cell.ToString()));

    private AuthenticationHeaderValue? CredentialsOf(string person) => person switch
    {
        "nobody" => null,
        "guest" or "flow" => new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_client.Info["basic"]!["user"]}:{_client.Info["basic"]!["token"]}"))),
        _ => new AuthenticationHeaderValue("Bearer", (string)_client.Info["personas"]![person]!["token"]!),
    };

    private JsonObject BodyOf(MatrixCell cell)
    {
        var id = _objects.GetValueOrDefault(cell.Target, string.Empty);
        var body = new JsonObject
        {
            ["promotionId"] = id,
            ["devAccountId"] = id,
            ["rootComponentId"] = _sandbox.World.MainPackage.RootComponentId,
            ["components"] = new JsonArray([.. _tree.Select(component => (JsonNode)new JsonObject { ["componentId"] = component })]),
            ["promotionMetadata"] = new JsonObject { ["devPackageId"] = _sandbox.World.MainPackage.PackageId },
            ["dryRun"] = true,
            ["deploymentTarget"] = cell.Mode == "PROD" ? "PRODUCTION" : "TEST",
            ["packageVersion"] = "1.0",
            ["decision"] = "APPROVED",
            ["action"] = cell.Mode,
            ["kind"] = "DEV_ACCOUNT",
            ["devComponentId"] = Nowhere,
            ["prodComponentId"] = Nowhere,
            ["componentName"] = "x",
            ["componentAction"] = "UPDATE",
            ["releaseType"] = "ALL",
            ["clientAccountId"] = Nowhere,
            ["environmentId"] = Nowhere,
            ["testEnvironmentId"] = Nowhere,
            ["prodEnvironmentId"] = Nowhere,
            ["extensionPayload"] = "{}",
            ["mapExtensionId"] = Nowhere,
            ["mapExtensionData"] = "{}",
            ["functionName"] = "f",
            ["language"] = "GROOVY",
            ["scriptContent"] = " ",
            ["sessionKey"] = "matrix",
            ["state"] = "{}",
        };
        if (cell.Person is "guest" or "flow")
        {
            NamePerson(body, cell.Person == "flow" ? "alice@abc.example" : "guest@abc.example");
        }

        if (cell.Person == "guest")
        {
            body["userSsoGroups"] = SeedGroups.Contributor;
        }

        return body;
    }

    private static void NamePerson(JsonObject body, string email)
    {
        foreach (var field in new[] { "userEmail", "reviewerEmail", "requesterEmail", "initiatorEmail", "adminEmail" })
        {
            body[field] = email;
        }

        body["reviewerName"] = "Somebody";
    }

    private async Task<string[]> TreeAsync(string person, string account, string root)
    {
        var tree = await _client.AsAsync(person, "resolveDependencies", new { devAccountId = account, rootComponentId = root });
        return [.. tree["dependencies"]!.AsArray().Select(dependency => (string)dependency!["componentId"]!)];
    }

    private async Task<string> WithdrawnAsync(string person, string account, IEnumerable<string> tree, string package)
    {
        var run = new { devAccountId = account, components = tree.Select(component => new { componentId = component }), promotionMetadata = new { devPackageId = package } };
        var promoted = await _client.AsAsync(person, "executePromotion", run);
        if (promoted["missingConnectionMappings"] is JsonArray missing)
        {
            foreach (var connection in missing)
            {
                await MapAsync(account, (string)connection!["devComponentId"]!);
            }

            promoted = await _client.AsAsync(person, "executePromotion", run);
        }

        Assert.That((bool)promoted["success"]!, Is.True, JsonSerializer.Serialize(promoted));
        var id = (string)promoted["promotionId"]!;
        var withdrawn = await _client.AsAsync(person, "withdrawPromotion", new { promotionId = id });
        Assert.That((bool)withdrawn["success"]!, Is.True, (string)withdrawn["errorMessage"]!);
        return id;
    }

    private async Task MapAsync(string account, string connection)
    {
        var mapped = await _client.AsAsync(
            "carol",
            "manageMappings",
            new { action = "update", devAccountId = account, devComponentId = connection, prodComponentId = _sandbox.World.ConnectionMappings[0].ProdComponentId });
        Assert.That((bool)mapped["success"]!, Is.True, (string)mapped["errorMessage"]!);
    }
}
