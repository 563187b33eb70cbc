using FsCheck;
using FsCheck.Fluent;
using PromotionEngine.Deployments;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Lifecycle;
using PromotionEngine.State;
using PromotionEngine.State.InMemory;
using PromotionEngine.Tests.Fixtures;
using PromotionEngine.Tests.State;
using Testing.Clocks;

namespace PromotionEngine.Tests.Lifecycle;

/// <summary>People who act at random never get past two other people, never share a branch, and leave a whole trace.</summary>
[TestFixture]
public sealed class RandomPeopleTests
{
    private static readonly Arbitrary<int[]> Stories = Gen.Choose(0, 1_000_000).ArrayOf(120).ToArbitrary();

    [Test]
    public void Acts_AtRandom_KeepWhatMustHold()
    {
        var (merged, deployed, begun) = (0, 0, new HashSet<(DeploymentMode Mode, bool IsAgain)>());
        Properties.Check(Stories, story =>
        {
            var clock = new ManualClock(Cast.At);
            var store = new InMemoryStateStore(clock);
            new EpochMarker(store).InitialiseAsync(isFirstStart: true, CancellationToken.None).GetAwaiter().GetResult();
            var company = new Company(store, clock);
            foreach (var (at, number) in story.Index())
            {
                // Looking costs more than acting: every third time, and at the end, for main stays reached.
                if (!company.ActAsync(number).GetAwaiter().GetResult() || at % 3 != 0)
                {
                    continue;
                }

                var promotions = company.PromotionsAsync().GetAwaiter().GetResult();
                MainIsReachedOnlyThroughTwoOtherPeople(promotions);
                EveryBranchHasOneHolder(promotions);
            }

            NoAuditEntryIsLost(company);
            begun.UnionWith(company.Begun);
            var ends = company.PromotionsAsync().GetAwaiter().GetResult();
            MainIsReachedOnlyThroughTwoOtherPeople(ends);
            EveryBranchHasOneHolder(ends);
            merged += ends.Count(promotion => promotion.IsMergeBegun);
            deployed += ends.Count(promotion => promotion.Status == PromotionStatus.Deployed);
        });

        TestContext.Out.WriteLine($"{merged} merged, {deployed} deployed, begun {string.Join(", ", begun)}");
        Assert.That((merged > 0, deployed > 0), Is.EqualTo((true, true)), "the stories must reach main for the check to mean something");
        Assert.That(begun.Select(deployment => deployment.Mode).Distinct(), Is.EquivalentTo(Enum.GetValues<DeploymentMode>()), "every mode of packageAndDeploy");
        Assert.That(begun.Select(deployment => deployment.IsAgain), Has.Member(true), "failed releases are repeated");
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
