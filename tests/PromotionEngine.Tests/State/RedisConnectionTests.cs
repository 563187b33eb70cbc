using PromotionEngine.State;
using PromotionEngine.State.Redis;
using StackExchange.Redis;
using Testing;
using Testing.Clocks;

namespace PromotionEngine.Tests.State;

/// <summary>Connections that bring nothing any more, as the client leaves them at times when they are cut in a bad moment, are replaced when new ones bring answers.</summary>
public sealed class RedisConnectionTests
{
    private readonly ManualClock _clock = new(DateTimeOffset.UnixEpoch);

    [Test]
    public async Task Run_WhenConnectionsBringNothingAnyMore_GoesOnWithNewOnes()
    {
        var made = 0;
        var shared = await OptionsAsync();
        var connection = await RedisConnection.OpenAsync(() => made++ == 0 ? ToNobodyAsync() : ToAsync(shared.Connection), _clock, CancellationToken.None);
        await using var link = new RedisLink(connection, shared, _clock);
        var first = connection.Current;

        Assert.That(await IsAnsweredAsync(link), Is.False, "nothing was tried yet");
        _clock.Advance(RedisConnection.Patience);
        Assert.That(await IsAnsweredAsync(link), Is.False, "its failure is what new connections are made for");
        await connection.Renewal;

        Assert.That(await IsAnsweredAsync(link), Is.True);
        Assert.That(connection.Current, Is.Not.SameAs(first));
        Assert.That(made, Is.EqualTo(2));
    }

    [Test]
    public async Task Run_WhenNewConnectionsBringNothingEither_KeepsItsOwn_AndTriesAgainLater()
    {
        var made = 0;
        var connection = await RedisConnection.OpenAsync(Connect, _clock, CancellationToken.None);
        await using var link = new RedisLink(connection, await OptionsAsync(), _clock);
        var first = connection.Current;

        for (var time = 0; time < 3; time++)
        {
            Assert.That(await IsAnsweredAsync(link), Is.False);
            await connection.Renewal;
            _clock.Advance(RedisConnection.Patience);
        }

        Assert.That(connection.Current, Is.SameAs(first));
        Assert.That(made, Is.EqualTo(3), "the first, and one for each failure after the patience was over");

        Task<IConnectionMultiplexer> Connect()
        {
            made++;
            return ToNobodyAsync();
        }
    }

    [Test]
    public async Task NoteFailure_AfterAnAnswer_BeginsItsPatienceAnew()
    {
        var made = 0;
        await using var connection = await RedisConnection.OpenAsync(Connect, _clock, CancellationToken.None);

        connection.NoteFailure();
        _clock.Advance(RedisConnection.Patience);
        connection.NoteAnswer();
        connection.NoteFailure();
        _clock.Advance(RedisConnection.Patience - TimeSpan.FromSeconds(1));
        connection.NoteFailure();
        await connection.Renewal;
        Assert.That(made, Is.EqualTo(1));

        _clock.Advance(TimeSpan.FromSeconds(1));
        connection.NoteFailure();
        await connection.Renewal;
        Assert.That(made, Is.EqualTo(2));

        Task<IConnectionMultiplexer> Connect()
        {
            made++;
            return ToNobodyAsync();
        }
    }

    [Test]
    public async Task Run_WithAnErrorOfTheServer_MakesNoNewConnections()
    {
        var made = 0;
        var shared = await OptionsAsync();
        var connection = await RedisConnection.OpenAsync(Connect, _clock, CancellationToken.None);
        await using var link = new RedisLink(connection, shared, _clock);

        for (var time = 0; time < 2; time++)
        {
            Assert.ThrowsAsync<StateUnavailableException>(() => link.RunAsync(database => database.ExecuteAsync("NOSUCHCOMMAND"), CancellationToken.None));
            _clock.Advance(RedisConnection.Patience);
        }

        await connection.Renewal;
        Assert.That(made, Is.EqualTo(1), "a server that refuses is one that answers");

        Task<IConnectionMultiplexer> Connect()
        {
            made++;
            return ToAsync(shared.Connection);
        }
    }

    private static async Task<bool> IsAnsweredAsync(RedisLink link)
    {
        try
        {
            await link.RunAsync(database => database.PingAsync(link.Primary), CancellationToken.None);
            return true;
        }
        catch (StateUnavailableException)
        {
            return false;
        }
    }

    // Without a second try, which would be a wait on a clock that stands still.
    private static async Task<RedisStateOptions> OptionsAsync() => (await SharedRedis.OptionsAsync()) with { RetryFor = TimeSpan.Zero };

    private static Task<IConnectionMultiplexer> ToNobodyAsync() => ToAsync($"127.0.0.1:{LoopbackPort.Free()},connectTimeout=100,connectRetry=1");

    private static async Task<IConnectionMultiplexer> ToAsync(string servers) =>
        await ConnectionMultiplexer.ConnectAsync(RedisConfiguration.Of(new RedisStateOptions { Connection = servers }));
}
