using Contract.Calls;
using Microsoft.Extensions.DependencyInjection;
using PromotionEngine.State;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.Audit;

/// <summary>The audit tells every transition, to those who may see it.</summary>
[TestFixture]
public sealed class QueryAuditTests
{
    [Test]
    public async Task QueryAudit_AfterAPromotionAndItsWithdrawal_TellsEveryTransitionNewestFirst()
    {
        await using var engine = await RunningEngine.StartAsync();
        var promotion = await engine.PromoteMainAsync();
        await engine.Promotions.WithdrawPromotionAsync(new WithdrawPromotionRequest { PromotionId = promotion.PromotionId, Reason = "wrong package" }, engine.By("alice"));

        var answer = await engine.Audit.QueryAuditAsync(new QueryAuditRequest { PromotionId = promotion.PromotionId }, engine.By("alice"));

        Assert.That(answer.ChainIntact, Is.True);
        Assert.That(
            answer.Entries.Select(entry => (entry.Act, entry.Before, entry.After)),
            Is.EqualTo(new[]
            {
                ("withdrawPromotion", "COMPLETED", "WITHDRAWN"),
                ("executePromotion", "IN_PROGRESS", "COMPLETED"),
                ("executePromotion", string.Empty, "IN_PROGRESS"),
            }));
        Assert.That(answer.Entries.Select(entry => entry.Actor), Is.All.StartsWith("alice@"));
    }

    [Test]
    public async Task QueryAudit_RunThatAConnectorBegan_NamesConnectorAndAddressAtBothEnds()
    {
        await using var engine = await RunningEngine.StartAsync();
        var top = engine.Process("Top");
        var package = engine.Package(top);
        var connector = new CallerIdentity
        {
            Kind = CallerKind.Connector,
            Connector = "Flow",
            Email = "alice@abc.example",
            Groups = engine.Seed.Personas.Single(person => person.Name == "alice").Groups,
            ClientAddress = "192.0.2.7",
        };
        var request = new ExecutePromotionRequest
        {
            DevAccountId = engine.DevAccount,
            Components = { new PromotedComponent { ComponentId = top } },
            PromotionMetadata = new PromotionMetadata { DevPackageId = package },
        };

        var promotion = await engine.Promotions.ExecutePromotionAsync(request, RunningEngine.Headers(connector));
        var answer = await engine.Audit.QueryAuditAsync(new QueryAuditRequest { PromotionId = promotion.PromotionId }, engine.By("alice"));

        Assert.That(promotion.ErrorMessage, Is.Empty);
        Assert.That(answer.Entries.Select(entry => entry.After), Is.EqualTo(new[] { "COMPLETED", "IN_PROGRESS" }));
        Assert.That(answer.Entries.Select(entry => (entry.Actor, entry.Client)), Is.All.EqualTo(("alice@abc.example (asserted by Flow)", "192.0.2.7")));
    }

    [Test]
    public async Task QueryAudit_ByPeople_ShowsOnlyWhatTheyMaySee()
    {
        await using var engine = await RunningEngine.StartAsync();
        await engine.PromoteMainAsync();

        var team = await engine.Audit.QueryAuditAsync(new QueryAuditRequest(), engine.By("bob"));
        var admin = await engine.Audit.QueryAuditAsync(new QueryAuditRequest(), engine.By("carol"));
        var readOnly = await engine.Audit.QueryAuditAsync(new QueryAuditRequest(), engine.By("rita"));

        Assert.That(team.TotalCount, Is.EqualTo(2));
        Assert.That(admin.TotalCount, Is.EqualTo(2));
        Assert.That(readOnly.ErrorCode, Is.EqualTo("INSUFFICIENT_TIER"));
    }

    [Test]
    public async Task QueryAudit_EntryRemovedFromTheStore_SaysThatTheChainIsBroken()
    {
        await using var engine = await RunningEngine.StartAsync();
        await engine.PromoteMainAsync();
        var store = engine.Services.GetRequiredService<IStateStore>();
        var entries = await store.ReadListAsync("audit", 1, 10, CancellationToken.None);
        await store.CommitAsync(new Commit().DropList("audit").Append("audit", entries[1].Value), CancellationToken.None);

        var answer = await engine.Audit.QueryAuditAsync(new QueryAuditRequest(), engine.By("carol"));

        Assert.That(answer.ChainIntact, Is.False);
    }

    [TestCase(0)]
    [TestCase(201)]
    public async Task QueryAudit_LimitOutOfRange_IsRefused(int limit)
    {
        await using var engine = await RunningEngine.StartAsync();

        var answer = await engine.Audit.QueryAuditAsync(new QueryAuditRequest { Limit = limit }, engine.By("carol"));

        Assert.That(answer.ErrorCode, Is.EqualTo("INVALID_REQUEST"));
        Assert.That(answer.ErrorMessage, Does.Contain($"limit is {limit}"));
    }
}
