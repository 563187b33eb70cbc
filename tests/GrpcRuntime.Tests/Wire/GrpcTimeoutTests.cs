using FsCheck;
using FsCheck.Fluent;
using Grpc.Wire;

namespace GrpcRuntime.Tests.Wire;

public sealed class GrpcTimeoutTests
{
    [TestCase("1n", 1)]
    [TestCase("100n", 1)]
    [TestCase("101n", 2)]
    [TestCase("1u", 10)]
    [TestCase("1m", 10_000)]
    [TestCase("1S", 10_000_000)]
    [TestCase("1M", 600_000_000)]
    [TestCase("1H", 36_000_000_000)]
    [TestCase("00000001S", 10_000_000)]
    public void TryParse_EveryUnit_IsRead(string text, long ticks)
    {
        Assert.That(GrpcTimeout.TryParse(text, out var timeout), Is.True);
        Assert.That(timeout.Ticks, Is.EqualTo(ticks));
    }

    [Test]
    public void Format_AnyTimeout_ReadsBackNoShorterAndHardlyLonger() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000).WithReplay(17, 5),
            Prop.ForAll(
                Gen.Choose(0, int.MaxValue).Two().Select(pair => ((long)pair.Item1 << 31) | (uint)pair.Item2)
                    .SelectMany(ticks => Gen.Choose(0, 60).Select(shift => Math.Max(1, ticks >> shift))).ToArbitrary(),
                ticks =>
                {
                    var text = GrpcTimeout.Format(TimeSpan.FromTicks(ticks));
                    return text.Length <= 9
                        && GrpcTimeout.TryParse(text, out var back)
                        && (text.EndsWith('H') || (back.Ticks >= ticks && back.Ticks <= Math.Max(ticks + 9, ticks * 1.000_02)));
                }));

    [TestCase(0)]
    [TestCase(-5)]
    public void Format_NothingLeft_IsTheShortestThereIs(int seconds) =>
        Assert.That(GrpcTimeout.Format(TimeSpan.FromSeconds(seconds)), Is.EqualTo("1n"));

    [Test]
    public void Format_LongestSpan_IsCapped() =>
        Assert.That(GrpcTimeout.Format(TimeSpan.MaxValue), Is.EqualTo("99999999H"));
}
