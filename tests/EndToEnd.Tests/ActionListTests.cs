using System.Text.Json.Nodes;

namespace EndToEnd.Tests;

/// <summary>All actions of the contract do their work.</summary>
[TestFixture]
public sealed class ActionListTests
{
    private static readonly string[] Built =
    [
        "cancelTestDeployment",
        "checkReleaseStatus",
        "copyExtensionsTestToProd",
        "executePromotion",
        "generateComponentDiff",
        "getDevAccounts",
        "getExtensions",
        "getPromotionProgress",
        "listClientAccounts",
        "listDevPackages",
        "listIntegrationPacks",
        "manageAccess",
        "manageMappings",
        "packageAndDeploy",
        "queryAudit",
        "queryPeerReviewQueue",
        "queryStatus",
        "queryTestDeployments",
        "rebuildExtensionCache",
        "resolveDependencies",
        "restoreSession",
        "saveSession",
        "submitAdminReview",
        "submitForReview",
        "submitPeerReview",
        "updateExtensions",
        "updateMapExtension",
        "validateScript",
        "withdrawPromotion",
    ];

    [Test]
    public async Task EveryActionOfTheContract_IsBuilt()
    {
        var (_, openApi) = await SharedSandbox.Client.GetAsync("/openapi/v1.json");
        var actions = JsonNode.Parse(openApi)!["paths"]!.AsObject().Select(path => path.Key)
            .Where(path => path.StartsWith("/fs/PromotionService/", StringComparison.Ordinal))
            .Select(path => path["/fs/PromotionService/".Length..])
            .ToList();

        Assert.That(actions, Is.EquivalentTo(Built));
    }

    [TestCaseSource(nameof(Built))]
    public async Task ActionThatIsBuilt_DoesNotAnswerNotImplemented(string action)
    {
        var answer = await SharedSandbox.Client.AsAsync("carol", action, RequestFor(action));

        Assert.That((string)answer["errorCode"]!, Is.Not.EqualTo("NOT_IMPLEMENTED"));
    }

    // Every field that some action requires, with a value of its type; what an action does not know it ignores.
    private static JsonObject RequestFor(string action) => new()
    {
        ["action"] = "query",
        ["kind"] = "DEV_ACCOUNT",
        ["promotionId"] = "99999999-0000-4000-8000-000000000000",
        ["devAccountId"] = "nowhere-000000",
        ["rootComponentId"] = "x",
        ["components"] = new JsonArray(new JsonObject { ["componentId"] = "x" }),
        ["decision"] = "APPROVED",
        ["branchId"] = "x",
        ["prodComponentId"] = "x",
        ["componentName"] = "x",
        ["componentAction"] = "CREATE",
        ["releaseType"] = "ALL",
        ["clientAccountId"] = "x",
        ["environmentId"] = "x",
        ["testEnvironmentId"] = "x",
        ["prodEnvironmentId"] = "x",
        ["extensionPayload"] = "{}",
        ["mapExtensionId"] = "x",
        ["mapExtensionData"] = "{}",
        ["functionName"] = "x",
        ["scriptContent"] = "x",
        ["language"] = "GROOVY",
        ["sessionKey"] = "x",
        ["state"] = "{}",
    };
}
