using Contract.Calls;
using Grpc.Core;
using PromotionEngine.Accounts;
using PromotionEngine.Tests.Failures;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.Accounts;

/// <summary>What a connector is set up for limits it, whoever it says it speaks for.</summary>
[TestFixture]
public sealed class ConnectorLimitTests
{
    private const string Admin = "ABC_BOOMI_FLOW_ADMIN";
    private const string Contributor = "ABC_BOOMI_FLOW_CONTRIBUTOR";

    [Test]
    public async Task DevAccounts_OfAConnectorThatNamesAnAdmin_AreThoseOfItsSettings()
    {
        await using var engine = await RunningEngine.StartAsync();

        var limited = await engine.Accounts.GetDevAccountsAsync(new GetDevAccountsRequest(), By([Admin], engine.DevAccount));
        var all = await engine.Accounts.GetDevAccountsAsync(new GetDevAccountsRequest(), By([Admin], "*"));
        var unset = await engine.Accounts.GetDevAccountsAsync(new GetDevAccountsRequest(), By([Admin]));

        Assert.That(limited.DevAccounts.Select(account => account.AccountId), Is.EqualTo(new[] { engine.DevAccount }));
        Assert.That(all.DevAccounts, Has.Count.GreaterThan(1));
        Assert.That(unset.DevAccounts, Has.Count.EqualTo(all.DevAccounts.Count));
    }

    [Test]
    public async Task DevAccount_OutsideTheConnectorsSettings_IsRefusedWhateverGroupsItNames()
    {
        await using var engine = await RunningEngine.StartAsync();
        var other = engine.Seed.DevAccounts.First(account => account.Id != engine.DevAccount).Id;

        foreach (var groups in new[] { [Admin], new[] { Contributor, "ABC_BOOMI_FLOW_DEVTEAMA" }, [] })
        {
            var answer = await engine.Packages.ListDevPackagesAsync(new ListDevPackagesRequest { DevAccountId = engine.DevAccount }, By(groups, other));

            Assert.That(answer.ErrorCode, Is.EqualTo("UNAUTHORIZED_ACCOUNT_ACCESS"), string.Join(',', groups));
            Assert.That(answer.ErrorMessage, Does.Contain("The connector Flow is not set up for development account"));
        }
    }

    [Test]
    public async Task Promotions_OfOtherAccounts_AreNotSeenThroughALimitedConnector()
    {
        await using var engine = await RunningEngine.StartAsync();
        var other = engine.Seed.DevAccounts.First(account => account.Id != engine.DevAccount).Id;
        var started = await engine.PromoteMainAsync();

        var inside = await engine.Promotions.QueryStatusAsync(new QueryStatusRequest(), By([Admin], engine.DevAccount));
        var outside = await engine.Promotions.QueryStatusAsync(new QueryStatusRequest(), By([Admin], other));
        var progress = await engine.Promotions.GetPromotionProgressAsync(new GetPromotionProgressRequest { PromotionId = started.PromotionId }, By([Admin], other));

        Assert.That(started.Success, started.ErrorMessage);
        Assert.That(inside.Promotions.Select(promotion => promotion.PromotionId), Does.Contain(started.PromotionId));
        Assert.That(outside.Promotions, Is.Empty);
        Assert.That(progress.ErrorCode, Is.EqualTo("PROMOTION_NOT_FOUND"));
    }

    [TestCase("/promotion.v1.Reviews/SubmitPeerReview", "", Tier.ReadOnly)]
    [TestCase("/promotion.v1.Reviews/SubmitPeerReview", Contributor, Tier.Contributor)]
    [TestCase("/promotion.v1.Reviews/QueryPeerReviewQueue", "", Tier.Contributor)]
    public void PeerDecision_ThroughAConnector_NeedsThePersonsGroups(string method, string groups, Tier tier)
    {
        var identity = Identity(groups.Length > 0 ? [groups] : [], "*");

        Assert.That(new CallerReader(new AccessOptions()).Read(FakeCall.By(identity, method)).Tier, Is.EqualTo(tier));
    }

    private static Metadata By(string[] groups, params string[] accounts) => RunningEngine.Headers(Identity(groups, accounts));

    private static CallerIdentity Identity(string[] groups, params string[] accounts) => new()
    {
        Kind = CallerKind.Connector,
        Connector = "Flow",
        Email = "carol@abc.example",
        ConnectorTierCap = "CONTRIBUTOR",
        ConnectorDevAccounts = accounts,
        Groups = groups,
        CorrelationId = "test-connector",
    };
}
