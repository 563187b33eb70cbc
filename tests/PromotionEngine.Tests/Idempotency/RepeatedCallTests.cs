using Contract.Calls;
using Grpc.Core;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.Idempotency;

/// <summary>A repeated call of an action that writes gets the first answer and does nothing again.</summary>
[TestFixture]
public sealed class RepeatedCallTests
{
    [Test]
    public async Task ManageAccess_RepeatedWithItsKey_AnswersTheSameAndIsAuditedOnce()
    {
        await using var engine = await RunningEngine.StartAsync();
        var request = Grant(engine, "g-1");

        var first = await engine.Accounts.ManageAccessAsync(request, With(engine.By("carol"), "key-1"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => engine.Accounts.ManageAccessAsync(request, With(engine.By("carol"), "key-1")).ResponseAsync));
        var audit = await engine.Audit.QueryAuditAsync(new QueryAuditRequest(), engine.By("carol"));

        Assert.That(first.Success, Is.True, first.ErrorMessage);
        Assert.That(answers, Is.All.EqualTo(first));
        Assert.That(audit.TotalCount, Is.EqualTo(1));
    }

    [Test]
    public async Task ManageAccess_KeyWithAnotherBody_IsRefused()
    {
        await using var engine = await RunningEngine.StartAsync();
        await engine.Accounts.ManageAccessAsync(Grant(engine, "g-1"), With(engine.By("carol"), "key-1"));

        var other = await engine.Accounts.ManageAccessAsync(Grant(engine, "g-2"), With(engine.By("carol"), "key-1"));

        Assert.That(other.ErrorCode, Is.EqualTo("INVALID_REQUEST"));
        Assert.That(other.ErrorMessage, Does.Contain("another request"));
    }

    [Test]
    public async Task ManageAccess_KeyOfAnotherPerson_IsAnotherKey()
    {
        await using var engine = await RunningEngine.StartAsync();
        await engine.Accounts.ManageAccessAsync(Grant(engine, "g-1"), With(engine.By("carol"), "key-1"));

        var dans = await engine.Accounts.ManageAccessAsync(Grant(engine, "g-2"), With(engine.By("dan"), "key-1"));

        Assert.That(dans.Success, Is.True, dans.ErrorMessage);
    }

    [Test]
    public async Task ManageMappings_RefusalRepeatedWithItsKey_StaysTheAnswer()
    {
        await using var engine = await RunningEngine.StartAsync();
        var request = new ManageMappingsRequest { Action = "delete", DevAccountId = engine.DevAccount, DevComponentId = "00000000-0000-4000-8000-000000000000" };

        var first = await engine.Mappings.ManageMappingsAsync(request, With(engine.By("carol"), "key-2"));
        var second = await engine.Mappings.ManageMappingsAsync(request, With(engine.By("carol"), "key-2"));

        Assert.That(first.ErrorCode, Is.EqualTo("COMPONENT_NOT_FOUND"));
        Assert.That(second, Is.EqualTo(first));
    }

    private static ManageAccessRequest Grant(RunningEngine engine, string group) => new()
    {
        Kind = "DEV_ACCOUNT",
        Action = "update",
        SsoGroupId = group,
        SsoGroupName = group,
        DevAccountId = engine.DevAccount,
        DevAccountName = "Team",
    };

    private static Metadata With(Metadata headers, string key)
    {
        headers.Add(CallMetadata.IdempotencyKey, key);
        return headers;
    }
}
