using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;

namespace PromotionEngine.Tests.Boomi.Platform;

internal sealed class LocalRequestBudgetTests
{
    private static readonly AccountId Account = new("acme");

    private readonly SteppedClock _clock = new();

    [TestCase(8)]
    [TestCase(9.5)]
    [TestCase(9.9)]
    [TestCase(0.5)]
    public void Take_ManyAtOnce_NeverMoreThanTenInASecondAndTheRateInTheLongRun(double rate)
    {
        using var budget = new LocalRequestBudget(rate, _clock);
        var granted = new List<double>();
        var start = _clock.GetUtcNow();
        var waiting = Enumerable.Range(0, 400).Select(_ => budget.TakeAsync(Account, CallLane.Run).AsTask()).ToList();

        for (var step = 0; step <= 2000; step++)
        {
            var done = waiting.RemoveAll(task => task.IsCompletedSuccessfully);
            granted.AddRange(Enumerable.Repeat((_clock.GetUtcNow() - start).TotalSeconds, done));
            _clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        var most = granted.Max(at => granted.Count(other => other >= at && other < at + 1));
        Assert.That(most, Is.LessThanOrEqualTo(10));
        Assert.That(granted, Has.Count.InRange(Math.Min(400, (int)(20 * rate) - 1), (int)(20 * rate) + (int)Math.Max(1, 10 - rate) + 1));
    }

    [Test]
    public void Take_AllLanesCrowded_EachGetsItsShare()
    {
        using var budget = new LocalRequestBudget(10, _clock);
        var lanes = new[] { CallLane.Interactive, CallLane.Run, CallLane.Housekeeping }
            .ToDictionary(lane => lane, lane => Enumerable.Range(0, 200).Select(_ => budget.TakeAsync(Account, lane).AsTask()).ToList());

        _clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Multiple(() =>
        {
            Assert.That(Served(CallLane.Interactive), Is.InRange(96, 104));
            Assert.That(Served(CallLane.Run), Is.InRange(76, 84));
            Assert.That(Served(CallLane.Housekeeping), Is.InRange(17, 23));
        });

        int Served(CallLane lane) => lanes[lane].Count(task => task.IsCompletedSuccessfully);
    }

    [Test]
    public void Take_OnlyOneLaneWaits_ItGetsEverything()
    {
        using var budget = new LocalRequestBudget(10, _clock);
        var waiting = Enumerable.Range(0, 100).Select(_ => budget.TakeAsync(Account, CallLane.Housekeeping).AsTask()).ToList();

        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.That(waiting.Count(task => task.IsCompletedSuccessfully), Is.InRange(50, 52));
    }

    [Test]
    public void Take_PersonComesWhileARunCrowds_IsServedNext()
    {
        using var budget = new LocalRequestBudget(8, _clock);
        _ = Enumerable.Range(0, 500).Select(_ => budget.TakeAsync(Account, CallLane.Run).AsTask()).ToList();
        _clock.Advance(TimeSpan.FromSeconds(10));

        var person = budget.TakeAsync(Account, CallLane.Interactive).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(0.3));

        Assert.That(person.IsCompletedSuccessfully, Is.True);
    }

    [Test]
    public void Take_OfAnotherAccount_IsNotHeldUp()
    {
        using var budget = new LocalRequestBudget(1, _clock);
        _ = Enumerable.Range(0, 50).Select(_ => budget.TakeAsync(Account, CallLane.Run).AsTask()).ToList();

        Assert.That(budget.TakeAsync(new AccountId("other"), CallLane.Run).IsCompletedSuccessfully, Is.True);
    }

    [Test]
    public void Take_Cancelled_UsesNothingUp()
    {
        using var budget = new LocalRequestBudget(10, _clock);
        using var cancel = new CancellationTokenSource();
        _ = budget.TakeAsync(Account, CallLane.Run).AsTask();
        var cancelled = budget.TakeAsync(Account, CallLane.Run, cancel.Token).AsTask();
        var next = budget.TakeAsync(Account, CallLane.Run).AsTask();

        cancel.Cancel();
        _clock.Advance(TimeSpan.FromSeconds(0.11));

        Assert.That((cancelled.IsCanceled, next.IsCompletedSuccessfully), Is.EqualTo((true, true)));
    }

    [Test]
    public void ReportBusy_HalvesTheRateWhichComesBackByATenthASecond()
    {
        using var budget = new LocalRequestBudget(8, _clock);

        budget.ReportBusy(Account);
        var lowered = budget.CurrentRate(Account);
        _clock.Advance(TimeSpan.FromSeconds(2));
        var later = budget.CurrentRate(Account);
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.That((lowered, Math.Round(later, 6), budget.CurrentRate(Account)), Is.EqualTo((4.0, 5.6, 8.0)));
    }

    [Test]
    public void ReportBusy_AgainAndAgain_LeavesOneRequestASecond()
    {
        using var budget = new LocalRequestBudget(8, _clock);

        for (var report = 0; report < 50; report++)
        {
            budget.ReportBusy(Account);
        }

        Assert.That(budget.CurrentRate(Account), Is.EqualTo(1));
    }
}
