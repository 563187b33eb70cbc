using BoomiEmulator.Faults;
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

    [Test]
    public async Task ExecutePromotion_RefusalRepeatedWithItsKey_StaysTheAnswerAlthoughItsCauseIsGone()
    {
        await using var engine = await RunningEngine.StartAsync();
        var connection = engine.Connection("New CRM");
        var top = engine.Process("Top", connection);
        var request = Promotion(engine, top, engine.Package(top), connection);

        var first = await engine.Promotions.ExecutePromotionAsync(request, With(engine.By("alice"), "key-3"));
        await engine.MapAsync(connection, engine.Seed.ConnectionMappings[0].ProdComponentId, "connector-settings");
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => engine.Promotions.ExecutePromotionAsync(request, With(engine.By("alice"), "key-3")).ResponseAsync));
        var fresh = await engine.Promotions.ExecutePromotionAsync(request, With(engine.By("alice"), "key-4"));

        Assert.That(first.ErrorCode, Is.EqualTo("MISSING_CONNECTION_MAPPINGS"), first.ErrorMessage);
        Assert.That(answers, Is.All.EqualTo(first));
        Assert.That(fresh.ErrorMessage, Is.Empty, "a new key is a new call");
    }

    [Test]
    public async Task ExecutePromotion_RefusedForItsListOrItsCaller_StaysTheAnswerToo()
    {
        await using var engine = await RunningEngine.StartAsync();
        var request = Promotion(engine, engine.Process("Never packaged"), string.Empty);

        var list = await engine.Promotions.ExecutePromotionAsync(request, With(engine.By("alice"), "key-5"));
        engine.Package(request.Components[0].ComponentId);
        var listAgain = await engine.Promotions.ExecutePromotionAsync(request, With(engine.By("alice"), "key-5"));
        var tier = await engine.Promotions.ExecutePromotionAsync(request, With(engine.By("rita"), "key-5"));
        var tierAgain = await engine.Promotions.ExecutePromotionAsync(request, With(engine.By("rita"), "key-5"));

        Assert.That((list.ErrorCode, tier.ErrorCode), Is.EqualTo(("INVALID_REQUEST", "INSUFFICIENT_TIER")));
        Assert.That((listAgain, tierAgain), Is.EqualTo((list, tier)));
    }

    [Test]
    public async Task ExecutePromotion_RefusalThatSaysTryAgain_IsNotKept()
    {
        await using var engine = await RunningEngine.StartAsync();
        var top = engine.Process("Top");
        var request = Promotion(engine, top, engine.Package(top));
        engine.Boomi.Faults.Add(new FaultRule { Path = "*/api/rest/v1/*", Status = 503, Effect = FaultEffect.Status });
        var busy = await engine.Promotions.ExecutePromotionAsync(request, With(engine.By("alice"), "key-6"));
        engine.Boomi.Faults.Clear();

        var later = await engine.Promotions.ExecutePromotionAsync(request, With(engine.By("alice"), "key-6"));

        Assert.That((busy.ErrorCode, later.ErrorMessage), Is.EqualTo(("API_RATE_LIMIT", string.Empty)));
    }

    [Test]
    public async Task ManageMappings_FailureOfThePlatform_IsNotKept()
    {
        await using var engine = await RunningEngine.StartAsync();
        var connection = engine.Connection("New CRM");
        var request = new ManageMappingsRequest
        {
            Action = "update",
            DevAccountId = engine.DevAccount,
            DevComponentId = connection,
            ProdComponentId = engine.Seed.ConnectionMappings[0].ProdComponentId,
            ComponentType = "connector-settings",
        };
        engine.Boomi.Faults.Add(new FaultRule { Path = "*/api/rest/v1/*", Status = 500, Effect = FaultEffect.Status, Body = "Out of order" });
        var failed = await engine.Mappings.ManageMappingsAsync(request, With(engine.By("carol"), "key-9"));
        engine.Boomi.Faults.Clear();

        var later = await engine.Mappings.ManageMappingsAsync(request, With(engine.By("carol"), "key-9"));

        Assert.That((failed.ErrorCode, later.ErrorMessage), Is.EqualTo(("INTERNAL_ERROR", string.Empty)));
    }

    [Test]
    public async Task ExecutePromotion_RepeatedWithRespondAsync_AnswersTheFinishedRunAsFinished()
    {
        await using var engine = await RunningEngine.StartAsync();
        var top = engine.Process("Top");
        var request = Promotion(engine, top, engine.Package(top));
        var first = await engine.Promotions.ExecutePromotionAsync(request, With(engine.By("alice"), "key-7"));

        var repeat = engine.Promotions.ExecutePromotionAsync(request, With(engine.By("alice", respondAsync: true), "key-7"));

        Assert.That(await repeat, Is.EqualTo(first));
        Assert.That(repeat.GetTrailers().GetValue(CallMetadata.Accepted), Is.Null, "nothing goes on");
    }

    [Test]
    public async Task ExecutePromotion_BegunWithRespondAsync_IsAnsweredInFullOnceItHasEnded()
    {
        await using var engine = await RunningEngine.StartAsync();
        var top = engine.Process("Top");
        var request = Promotion(engine, top, engine.Package(top));
        engine.Boomi.Faults.Add(new FaultRule { Operation = "Component.create", Nth = 1, DelayMs = 2_000, Effect = FaultEffect.Delay });

        var begun = engine.Promotions.ExecutePromotionAsync(request, With(engine.By("alice", respondAsync: true), "key-8"));
        var accepted = await begun;
        var waited = await engine.Promotions.ExecutePromotionAsync(request, With(engine.By("alice"), "key-8"));
        var repeat = engine.Promotions.ExecutePromotionAsync(request, With(engine.By("alice", respondAsync: true), "key-8"));

        Assert.That((accepted.Success, begun.GetTrailers().GetValue(CallMetadata.Accepted)), Is.EqualTo((true, "true")));
        Assert.That((waited.PromotionId, waited.ComponentsCreated), Is.EqualTo((accepted.PromotionId, 1)));
        Assert.That(await repeat, Is.EqualTo(waited));
        Assert.That(repeat.GetTrailers().GetValue(CallMetadata.Accepted), Is.Null);
    }

    private static ExecutePromotionRequest Promotion(RunningEngine engine, string root, string package, params string[] others) => new()
    {
        DevAccountId = engine.DevAccount,
        Components = { others.Prepend(root).Select(id => new PromotedComponent { ComponentId = id }) },
        PromotionMetadata = new PromotionMetadata { DevPackageId = package },
    };

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
