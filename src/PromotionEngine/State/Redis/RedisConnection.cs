using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace PromotionEngine.State.Redis;

/// <summary>
/// The client's connections to Redis. The client may take every server for gone for good, although it is connected: seen after connections were cut while it was
/// looking who is primary. So when nothing has been answered for a while, new connections are made, and take the place of the old ones if they are answered.
/// </summary>
internal sealed partial class RedisConnection : IAsyncDisposable
{
    /// <summary>How long nothing must have been answered before new connections are made, and how often that is tried.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Func<Task<IConnectionMultiplexer>> _connect;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private volatile IConnectionMultiplexer _current;
    private volatile bool _isFailing;
    private long _failingSince;
    private bool _isDisposed;

    private RedisConnection(IConnectionMultiplexer first, Func<Task<IConnectionMultiplexer>> connect, TimeProvider time)
    {
        _current = first;
        _connect = connect;
        _time = time;
        HasSeveralServers = first.GetEndPoints(configuredOnly: true).Length > 1;
    }

    /// <summary>Where is told that connections were replaced.</summary>
    public ILogger Log { get; set; } = NullLogger.Instance;

    /// <summary>The connections that are used at present.</summary>
    public IConnectionMultiplexer Current => _current;

    /// <summary>The making of new connections that goes on, or the last one.</summary>
    public Task Renewal { get; private set; } = Task.CompletedTask;

    /// <summary>
    /// Where commands go, reads too: of several servers only to a primary. The client would else ask a replica while it knows of no primary, and one that is just
    /// being filled answers that there is nothing.
    /// </summary>
    public CommandFlags Primary => HasSeveralServers ? CommandFlags.DemandMaster : CommandFlags.None;

    /// <summary>Whether there may be a primary and others.</summary>
    public bool HasSeveralServers { get; }

    /// <summary>Connects by <paramref name="connect"/>, now and whenever new connections are needed.</summary>
    public static async Task<RedisConnection> OpenAsync(Func<Task<IConnectionMultiplexer>> connect, TimeProvider time, CancellationToken cancellationToken) =>
        new(await connect().WaitAsync(cancellationToken), connect, time);

    /// <summary>A server answered.</summary>
    public void NoteAnswer()
    {
        if (_isFailing)
        {
            _isFailing = false;
        }
    }

    /// <summary>An exchange was not answered.</summary>
    public void NoteFailure()
    {
        lock (_gate)
        {
            if (!_isFailing)
            {
                _isFailing = true;
                _failingSince = _time.GetTimestamp();
            }
            else if (!_isDisposed && Renewal.IsCompleted && _time.GetElapsedTime(_failingSince) >= Patience)
            {
                _failingSince = _time.GetTimestamp();
                Renewal = RenewAsync();
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task renewal;
        lock (_gate)
        {
            _isDisposed = true;
            renewal = Renewal;
        }

        await renewal;
        await CloseAsync(_current);
    }

    private async Task RenewAsync()
    {
        await Task.Yield();
        IConnectionMultiplexer? unused = null;
        try
        {
            var fresh = await _connect();
            unused = fresh;
            await fresh.GetDatabase().PingAsync(Primary).WaitAsync(Patience, _time);
            lock (_gate)
            {
                if (_isFailing && !_isDisposed)
                {
                    (_current, unused) = (fresh, _current);
                    _isFailing = false;
                }
            }

            if (unused != fresh)
            {
                LogRenewed(Log);
            }
        }
        catch (Exception exception) when (RedisLink.IsFailure(exception))
        {
            // Redis is away, as it seemed: the old connections are as good as new ones.
        }
        finally
        {
            if (unused is not null)
            {
                await CloseAsync(unused);
            }
        }
    }

    private static async Task CloseAsync(IConnectionMultiplexer connection)
    {
        await connection.CloseAsync(allowCommandsToComplete: false);
        connection.Dispose();
    }

    [LoggerMessage(EventId = 1313, Level = LogLevel.Warning, Message = "The connections to Redis brought no answer any more, but new ones do; they are used from now on")]
    private static partial void LogRenewed(ILogger log);
}
