using FsCheck;
using FsCheck.Fluent;
using PromotionEngine.Deployments;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Lifecycle;
using PromotionEngine.State;
using PromotionEngine.State.InMemory;
using PromotionEngine.Tests.Fixtures;
using PromotionEngine.Tests.State;

namespace PromotionEngine.Tests.Lifecycle;

/// <summary>People who act at random never get past two other people, never share a branch, and leave a whole trace.</summary>
[TestFixture]
public sealed class RandomPeopleTests
{
    private static readonly Arbitrary<int[]> Stories = Gen.Choose(0, 1_000_000).ArrayOf(160).ToArbitrary();

    [Test]
    public void Acts_AtRandom_KeepWhatMustHold()
    {
        var (merged, deployed, modes, again) = (0, 0, new HashSet<DeploymentMode>(), 0);
        Properties.Check(Stories, story =>
        {
            var clock = new ManualClock(Cast.At);
            var store = new InMemoryStateStore(clock);
            new EpochMarker(store).InitialiseAsync(isFirstStart: true, CancellationToken.None).GetAwaiter().GetResult();
            var company = new Company(store, clock);
            foreach (var number in story)
            {
                if (!company.ActAsync(number).GetAwaiter().GetResult())
                {
                    continue;
                }

                var promotions = company.PromotionsAsync().GetAwaiter().GetResult();
                MainIsReachedOnlyThroughTwoOtherPeople(promotions);
                EveryBranchHasOneHolder(promotions);
                modes.UnionWith(promotions.Where(promotion => promotion.HasRun).Select(promotion => promotion.Deployment?.Mode).OfType<DeploymentMode>());
                again += promotions.Count(promotion => promotion is { HasRun: true, Status: PromotionStatus.Deployed });
            }

            NoAuditEntryIsLost(company);
            var ends = company.PromotionsAsync().GetAwaiter().GetResult();
            merged += ends.Count(promotion => promotion.IsMergeBegun);
            deployed += ends.Count(promotion => promotion.Status == PromotionStatus.Deployed);
        });

        Assert.That((merged > 0, deployed > 0, again > 0), Is.EqualTo((true, true, true)), $"the stories must reach main for the check to mean something: {merged} merged, {deployed} deployed, {again} released again");
        Assert.That(modes, Is.EquivalentTo(Enum.GetValues<DeploymentMode>()), "every mode of packageAndDeploy");
    }

    private static void MainIsReachedOnlyThroughTwoOtherPeople(IReadOnlyList<Promotion> promotions)
    {
        foreach (var promotion in promotions.Where(promotion => promotion.IsMergeBegun || promotion.Status == PromotionStatus.Deployed))
        {
            var (peer, admin) = (promotion.PeerDecision!, promotion.AdminDecision!);
            Assert.That((peer.IsApproval, admin.IsApproval), Is.EqualTo((true, true)));
            Assert.That(peer.By.IsSamePersonAs(admin.By), Is.False, "one person decided twice");
            Assert.That(Parties.PartIn(promotion, peer.By), Is.Null, "a party reviewed");
            Assert.That(Parties.PartIn(promotion, admin.By), Is.Null, "a party approved");
            Assert.That(admin.By.Email, Is.AnyOf("cleo@abc.example", "dora@abc.example", "ann@abc.example"), "somebody who is no admin approved");
            Assert.That(promotion.DeployedBy, Is.Not.Null, "nobody deployed it");
            Assert.That(Parties.PartIn(promotion, promotion.DeployedBy!), Is.Null, "a party deployed");
            Assert.That(promotion.TestPromotionId is not null || promotion.IsHotfix, Is.True, "neither tested nor an emergency");
        }
    }

    private static void EveryBranchHasOneHolder(IReadOnlyList<Promotion> promotions)
    {
        var held = promotions.Where(promotion => promotion.BranchId.Length > 0).ToList();
        Assert.That(held.Select(promotion => promotion.BranchId), Is.Unique);
        foreach (var promotion in held)
        {
            Assert.That(promotion.BranchId, Is.EqualTo($"branch-{promotion.TestPromotionId ?? promotion.Id}"));
        }

        Assert.That(promotions.Where(promotion => promotion.TestPromotionId is not null).Select(promotion => promotion.TestPromotionId), Is.Unique, "one tested promotion went to production twice");
    }

    private static void NoAuditEntryIsLost(Company company)
    {
        var page = company.Audit.QueryAsync(new AuditFilter(), 0, int.MaxValue, CancellationToken.None).GetAwaiter().GetResult();
        Assert.That(page.Chain.IsIntact, Is.True);
        Assert.That(
            page.Records.Reverse().Select(record => (record.Event.PromotionId!.Value, record.Event.Before, record.Event.After)),
            Is.EqualTo(company.Expected));
        foreach (var life in page.Records.Reverse().GroupBy(record => record.Event.PromotionId))
        {
            var steps = life.ToList();
            Assert.That(steps.Skip(1).Select(step => step.Event.Before), Is.EqualTo(steps.SkipLast(1).Select(step => step.Event.After)), "each entry begins where the one before ended");
        }
    }
}
