using System.Text.Json.Nodes;
using FlowServiceHost.Tests.Support;
using Google.Protobuf;

namespace FlowServiceHost.Tests.Actions;

/// <summary>Fields that belong to the server cannot be set from outside: whatever a body holds, only fields of the request's message reach the engine.</summary>
public sealed class MassAssignmentTests
{
    private static readonly string[] ServerOwned =
    [
        "status", "initiatedBy", "initiatedAt", "promotedFromTestBy", "prodAccountId", "prodPackageId", "branchName", "componentsTotal", "componentsCreated", "componentsUpdated",
        "componentsFailed", "errorMessage", "resultDetail", "testDeployedAt", "testIntegrationPackId", "releaseId", "testReleaseId", "peerReviewStatus", "peerReviewedBy",
        "peerReviewedAt", "adminReviewStatus", "adminApprovedBy", "adminApprovedAt", "withdrawnAt", "effectiveTier", "tier", "connector", "subject", "leaseToken", "sequence",
        "mappingSource", "lastPromoted", "lastPromotedBy", "chainIntact", "isAdmin", "promotion-caller-bin", "__proto__", "constructor",
    ];

    private static IEnumerable<string> Actions => Bodies.Catalogue.Actions.Select(action => action.Name);

    [TestCaseSource(nameof(Actions))]
    public async Task Body_WithEveryServerOwnedField_ReachesTheEngineWithoutThem(string action)
    {
        var known = Bodies.Fields(action).Select(field => field.Field.Name).ToHashSet(StringComparer.Ordinal);
        var plain = await SharedHost.Host.PostAsync(action, Bodies.Full(action).ToJsonString());
        var body = Bodies.Full(action);
        foreach (var field in ServerOwned.Where(field => !known.Contains(field)))
        {
            body[field] = field == "tier" ? new JsonObject { ["a"] = "ADMIN" } : "ADMIN";
        }

        var stuffed = await SharedHost.Host.PostAsync(action, body.ToJsonString());

        Assert.That(plain.Seen, Is.Not.Null, plain.Text);
        Assert.That(stuffed.Seen!.Message.ToByteArray(), Is.EqualTo(plain.Seen!.Message.ToByteArray()));
        Assert.That(
            stuffed.Seen.Caller with { CorrelationId = string.Empty, Groups = [], ConnectorDevAccounts = [] },
            Is.EqualTo(plain.Seen.Caller with { CorrelationId = string.Empty, Groups = [], ConnectorDevAccounts = [] }));
    }

    [Test]
    public async Task Headers_ThatNameOurOwnMetadata_ChangeNothing()
    {
        var answer = await SharedHost.Host.PostAsync(
            "getDevAccounts", """{"userEmail":"bob@example.com"}""", headers: [("promotion-caller-bin", "e30="), ("promotion-signature", "t=1,n=x,v=y"), ("X-User-Groups", "ABC_BOOMI_FLOW_ADMIN")]);

        Assert.That(answer.Seen!.Caller.Email, Is.EqualTo("bob@example.com"));
        Assert.That(answer.Seen.Headers.Count(header => header.Key == "promotion-caller-bin"), Is.EqualTo(1));
    }
}
