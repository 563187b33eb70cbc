using BoomiEmulator;
using BoomiEmulator.Faults;
using Contract.Errors;
using PromotionEngine.State;
using PromotionEngine.State.InMemory;

namespace PromotionEngine.Tests.Recovery;

/// <summary>The platform refuses to create a run's branch: which code is answered depends on how many branches there are.</summary>
public sealed class RefusedBranchTests
{
    [Test]
    public async Task Execute_OthersTakeTheLastBranchesInBetween_IsBranchLimitReached()
    {
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        var main = boomi.World.MainBranch(world.Primary).Id;
        using var watch = new CrashSwitch(int.MaxValue) { Passing = FillUpBeforeTheBranch };
        await using var engine = await LabEngine.BuildAsync(world, boomi, new InMemoryStateStore(TimeProvider.System), watch);

        var answer = await engine.ExecuteAsync();

        Assert.That(answer.ErrorCode, Is.EqualTo(ErrorCodes.BranchLimitReached), answer.ErrorMessage);
        Assert.That(answer.ErrorMessage, Does.Contain("maximum number of branches").And.Contains("21 branches").And.Contains("Withdraw"));
        Assert.That(await engine.Get<BranchSlots>().ListAsync(CancellationToken.None), Is.Empty);

        void FillUpBeforeTheBranch(string where)
        {
            if (where.StartsWith("before POST", StringComparison.Ordinal) && where.EndsWith("/Branch", StringComparison.Ordinal))
            {
                for (var number = boomi.World.Branches(world.Primary).Count; number <= 20; number++)
                {
                    boomi.World.CreateBranch(world.Primary, $"somebody-{number}", main, packageId: null, "somebody");
                }
            }
        }
    }

    [Test]
    public async Task Execute_BranchRefusedForAnotherReason_IsPromotionFailedWithThePlatformsWords()
    {
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        boomi.Faults.Add(new FaultRule { Operation = "Branch.create", Effect = FaultEffect.Status, Status = 400, Body = "Branching is not enabled for this account." });
        await using var engine = await LabEngine.BuildAsync(world, boomi, new InMemoryStateStore(TimeProvider.System));

        var answer = await engine.ExecuteAsync();

        Assert.That(answer.ErrorCode, Is.EqualTo(ErrorCodes.PromotionFailed));
        Assert.That(answer.ErrorMessage, Does.Contain("Branching is not enabled for this account."));
        Assert.That(await engine.Get<BranchSlots>().ListAsync(CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task Execute_LostCreationTakesEffectLate_GoesOnWithThatBranch()
    {
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        var main = boomi.World.MainBranch(world.Primary).Id;
        var asked = 0;
        var store = new InMemoryStateStore(TimeProvider.System);
        var records = new PromotionRecords(store);
        boomi.Faults.Add(new FaultRule { Operation = "Branch.create", Nth = 1, Effect = FaultEffect.CutBefore });
        using var watch = new CrashSwitch(int.MaxValue) { Passing = MakeItBeforeTheSecond };
        await using var engine = await LabEngine.BuildAsync(world, boomi, store, watch);

        var answer = await engine.ExecuteAsync();

        Assert.That(answer.Success, Is.True, answer.ErrorMessage);
        Assert.That(boomi.World.Branches(world.Primary).Select(branch => branch.Name), Is.EquivalentTo(new[] { "main", answer.BranchName }));

        void MakeItBeforeTheSecond(string where)
        {
            if (where.StartsWith("before POST", StringComparison.Ordinal) && where.EndsWith("/Branch", StringComparison.Ordinal) && ++asked == 2)
            {
                var run = records.ListByTimeAsync(IndexRange.All, CancellationToken.None).GetAwaiter().GetResult().Single();
                boomi.World.CreateBranch(world.Primary, run.Promotion.BranchName, main, packageId: null, "service@acme.test");
            }
        }
    }
}
