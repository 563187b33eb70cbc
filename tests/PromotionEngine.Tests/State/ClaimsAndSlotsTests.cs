using PromotionEngine.Accounts;
using PromotionEngine.Promotions;
using PromotionEngine.State;

namespace PromotionEngine.Tests.State;

public sealed class ClaimsAndSlotsTests(StoreKind kind) : StateSuite(kind)
{
    private static readonly AccountId Account = new("dev-1");
    private static readonly DateTimeOffset At = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private RunClaims Claims => new(Store);

    private BranchSlots Slots => new(Store);

    [Test]
    public async Task Claim_FromFiftyAtOnce_IsGivenToOneThatCanBeNamed()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Task.Run(() => ClaimAsync($"p{number}"))));

        var holder = await Claims.HolderAsync(Account, None);
        Assert.That(outcomes.Count(outcome => outcome.IsCommitted), Is.EqualTo(1));
        Assert.That(outcomes.Count(outcome => Claims.IsRefused(outcome, Account)), Is.EqualTo(49));
        Assert.That(holder!.Value.Value, Is.EqualTo($"p{Array.FindIndex(outcomes, outcome => outcome.IsCommitted)}"));
    }

    [Test]
    public async Task Release_ByAnotherPromotion_LeavesTheClaim()
    {
        await ClaimAsync("p1");
        var commit = new Commit();
        Claims.Release(commit, Account, new PromotionId("p2"));
        await Store.CommitAsync(commit, None);
        Assert.That(await Claims.HolderAsync(Account, None), Is.EqualTo(new PromotionId("p1")));

        var own = new Commit();
        Claims.Release(own, Account, new PromotionId("p1"));
        await Store.CommitAsync(own, None);
        Assert.That(await Claims.HolderAsync(Account, None), Is.Null);
        Assert.That((await ClaimAsync("p3")).IsCommitted, Is.True);
    }

    [Test]
    public async Task Slots_ClaimedByFiftyAtOnce_NeverExceedTheLimit()
    {
        string[] platform = ["main", "release-1", "promo-p0"];

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Task.Run(() => SlotAsync($"p{number}", platform, 15))));

        // release-1 always counts; promo-p0 counts while p0 has no slot, and as one when it has.
        var inUse = await Slots.CountInUseAsync(platform, None);
        Assert.That(inUse, Is.EqualTo(15));
        Assert.That(outcomes.Count(outcome => outcome.IsCommitted), Is.EqualTo(await Store.CountAsync("slots", None)));
        Assert.That(outcomes.Where(outcome => !outcome.IsCommitted), Is.All.Matches<CommitOutcome>(Slots.IsAtLimit));
    }

    [Test]
    public async Task Slot_OfABranchThatThePlatformListsAlready_IsCountedOnce()
    {
        Assert.That((await SlotAsync("p1", ["main", "promo-p1"], 1)).IsCommitted, Is.True);
        Assert.That((await SlotAsync("p2", ["main", "promo-p1"], 1)).Status, Is.EqualTo(CommitStatus.CountExceeded));
    }

    [Test]
    public async Task Slot_Released_IsFreeForTheNext()
    {
        await SlotAsync("p1", ["main"], 1);
        var commit = new Commit();
        Slots.Release(commit, "promo-p1");
        await Store.CommitAsync(commit, None);

        Assert.That(await Slots.ListAsync(None), Is.Empty);
        Assert.That((await SlotAsync("p2", ["main"], 1)).IsCommitted, Is.True);
    }

    [Test]
    public async Task Slot_TakenTwice_IsAConflict()
    {
        await SlotAsync("p1", [], 10);

        var again = await SlotAsync("p1", [], 10);

        Assert.That(again.Status, Is.EqualTo(CommitStatus.Conflict));
        Assert.That(Slots.IsAtLimit(again), Is.False);
    }

    [Test]
    public async Task Slot_PassedOn_NamesTheNewPromotion()
    {
        await SlotAsync("p1", [], 10);
        var commit = new Commit();
        Slots.PassTo(commit, new BranchSlot("promo-p1", new PromotionId("p2"), At));
        await Store.CommitAsync(commit, None);
        var without = new Commit();
        Slots.PassTo(without, new BranchSlot("promo-none", new PromotionId("p2"), At));

        Assert.That(await Slots.ListAsync(None), Is.EqualTo([new BranchSlot("promo-p1", new PromotionId("p2"), At)]));
        Assert.That((await Store.CommitAsync(without, None)).Status, Is.EqualTo(CommitStatus.Conflict));
    }

    [Test]
    public async Task Commit_WithPromotionSlotClaimAndOutbox_IsAllOrNothing()
    {
        await SlotAsync("p1", [], 1);
        var commit = new Commit();
        var promotion = SomePromotion("p2");
        new PromotionRecords(Store).Add(commit, promotion, 0);
        Claims.Claim(commit, Account, promotion.Id);
        new Outbox(Store).Enqueue(commit, new OutboxMessage("PromotionLog", "p2", "{}"), At);
        Slots.Claim(commit, new BranchSlot("promo-p2", promotion.Id, At), [], 1);

        var outcome = await Store.CommitAsync(commit, None);

        Assert.That(Slots.IsAtLimit(outcome), Is.True);
        Assert.That(await new PromotionRecords(Store).GetAsync(promotion.Id, None), Is.Null);
        Assert.That(await Claims.HolderAsync(Account, None), Is.Null);
        Assert.That(await new Outbox(Store).CountPendingAsync(None), Is.Zero);
    }

    private Task<CommitOutcome> ClaimAsync(string promotion)
    {
        var commit = new Commit();
        Claims.Claim(commit, Account, new PromotionId(promotion));
        return Store.CommitAsync(commit, None);
    }

    private Task<CommitOutcome> SlotAsync(string promotion, string[] platform, int limit)
    {
        var commit = new Commit();
        Slots.Claim(commit, new BranchSlot($"promo-{promotion}", new PromotionId(promotion), At), platform, limit);
        return Store.CommitAsync(commit, None);
    }
}
