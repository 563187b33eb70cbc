using FlowServiceHost.Limits;
using FlowServiceHost.Tests.Support;
using Testing.Clocks;

namespace FlowServiceHost.Tests.Limits;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CallRatesTests
{
    private readonly StandingClock _clock = new(new DateTimeOffset(2026, 2, 16, 12, 0, 0, TimeSpan.Zero));

    [Test]
    public void Take_AfterTheBurst_IsGrantedAtTheRate()
    {
        var rates = new CallRates(_clock);

        Assert.That(Enumerable.Range(0, 4).Select(_ => rates.Take("a", 10, 3)), Is.EqualTo(new TimeSpan?[] { null, null, null, TimeSpan.FromSeconds(0.1) }));
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.That((rates.Take("a", 10, 3), rates.Take("a", 10, 3)), Is.EqualTo(((TimeSpan?)null, (TimeSpan?)TimeSpan.FromSeconds(0.1))));
        Assert.That(rates.Take("b", 10, 3), Is.Null);
    }

    [Test]
    public void Take_OverTime_GrantsNoMoreThanBurstAndRate()
    {
        var rates = new CallRates(_clock);
        var granted = 0;
        for (var step = 0; step < 1_000; step++)
        {
            granted += rates.Take("a", 5, 10) is null ? 1 : 0;
            _clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.That(granted, Is.InRange(59, 60));
    }

    [Test]
    public void Keys_ThatAreFullAgain_AreForgotten()
    {
        var rates = new CallRates(_clock);
        for (var key = 0; key < 5_000; key++)
        {
            rates.Take($"key-{key}", 10, 3);
        }

        _clock.Advance(TimeSpan.FromMinutes(1));
        rates.Take("one more", 10, 3);

        Assert.That(rates.Count, Is.EqualTo(1));
    }

    [Test]
    public async Task Take_FromManyAtOnce_GrantsExactlyTheBurst()
    {
        var rates = new CallRates(_clock);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => rates.Take("a", 1, 50))));

        Assert.That(answers.Count(answer => answer is null), Is.EqualTo(50));
    }

    [Test]
    public void UnderWay_KeysWithNothingLeft_AreForgotten()
    {
        var underWay = new CallsUnderWay();

        Assert.That((underWay.TryBegin("a", 1), underWay.TryBegin("a", 1)), Is.EqualTo((true, false)));
        underWay.End("a");
        Assert.That(underWay.Keys, Is.Zero);
        Assert.That(underWay.TryBegin("a", 1));
    }
}
