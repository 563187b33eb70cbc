using PromotionEngine.State;
using PromotionEngine.State.Redis;
using StackExchange.Redis;
using Testing.Clocks;

namespace PromotionEngine.Tests.State;

/// <summary>What the link makes of exchanges that the client loses: it never ends those that it was writing when their connection broke.</summary>
public sealed class RedisLinkTests
{
    [Test]
    public async Task Run_AnswerThatNeverComes_IsSentOnceMore()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        var exchanges = new LostExchanges(lost: 1);
        await using var link = await LinkAsync(clock);

        var answer = link.RunAsync(exchanges.SendAsync, CancellationToken.None);
        await AdvanceUntilAsync(clock, answer);

        Assert.That(await answer, Is.EqualTo(7));
        Assert.That(exchanges.Sent, Is.EqualTo(2));
    }

    [Test]
    public async Task Run_AnswersThatNeverCome_IsUnavailableWithAnUnknownOutcomeInTime()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        var start = clock.GetUtcNow();
        var exchanges = new LostExchanges(lost: int.MaxValue);
        await using var link = await LinkAsync(clock);

        var answer = link.RunAsync(exchanges.SendAsync, CancellationToken.None);
        await AdvanceUntilAsync(clock, answer);

        var failure = Assert.ThrowsAsync<StateUnavailableException>(() => answer);
        Assert.That(failure!.OutcomeUnknown, Is.True);
        Assert.That(exchanges.Sent, Is.EqualTo(2));
        Assert.That(clock.GetUtcNow() - start, Is.LessThan(TimeSpan.FromSeconds(6)));
    }

    private static async Task<RedisLink> LinkAsync(ManualClock clock)
    {
        // One server: of several it would also ask who is primary, which takes real time.
        var shared = await SharedRedis.OptionsAsync();
        var options = shared with { Connection = shared.Connection.Split(',')[0] };
        var connection = await RedisConnection.OpenAsync(async () => await ConnectionMultiplexer.ConnectAsync(RedisConfiguration.Of(options)), clock, CancellationToken.None);
        return new RedisLink(connection, options with { OperationTimeout = TimeSpan.FromSeconds(5) }, clock);
    }

    private static async Task AdvanceUntilAsync(ManualClock clock, Task task)
    {
        while (!task.IsCompleted)
        {
            // Not while the link is between two waits: how long that takes is the machine's matter.
            clock.TryAdvanceToNextTimer();
            await Task.Yield();
        }
    }

    private sealed class LostExchanges(int lost)
    {
        public int Sent { get; private set; }

        public Task<int> SendAsync(IDatabase database) => ++Sent <= lost ? new TaskCompletionSource<int>().Task : Task.FromResult(7);
    }
}
