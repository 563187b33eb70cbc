using StackExchange.Redis;

namespace PromotionEngine.State.Redis;

/// <summary>
/// Exchanges with Redis: each within a time limit, tried again while the connection is being made anew, and every failure told as one of ours.
/// What is sent through it must be harmless to send twice.
/// </summary>
internal sealed class RedisLink(RedisConnection connection, RedisStateOptions options, TimeProvider timeProvider) : IAsyncDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(400);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim _looking = new(1, 1);
    private long _looked;

    public RedisConnection Connection => connection;

    /// <inheritdoc cref="RedisConnection.Primary"/>
    public CommandFlags Primary => connection.Primary;

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        _looking.Dispose();
    }

    public async Task<RedisResult[]> EvaluateArrayAsync(RedisScript script, RedisKey[] keys, RedisValue[] arguments, CancellationToken cancellationToken) =>
        ((RedisResult[]?)await EvaluateAsync(script, keys, arguments, cancellationToken))!;

    public Task<RedisResult> EvaluateAsync(RedisScript script, RedisKey[] keys, RedisValue[] arguments, CancellationToken cancellationToken) =>
        RunAsync(database => EvaluateOnceAsync(database, script, keys, arguments, Primary), cancellationToken);

    public async Task<T> RunAsync<T>(Func<IDatabase, Task<T>> exchange, CancellationToken cancellationToken)
    {
        var began = timeProvider.GetTimestamp();
        var pause = TimeSpan.FromMilliseconds(25);
        var mayHaveBeenSent = false;
        var hasWaitedInVain = false;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                // This client has no time limit of its own on asynchronous calls, and forgets those that it was writing when their connection broke.
                var answer = await exchange(connection.Current.GetDatabase()).WaitAsync(options.OperationTimeout / 2, timeProvider, cancellationToken);
                connection.NoteAnswer();
                return answer;
            }
            catch (RedisServerException exception) when (IsForeignType(exception))
            {
                throw new StateLayoutException("A key of ours in Redis holds data of another kind: another application, or another layout, uses the key prefix.", exception);
            }
            catch (TimeoutException) when (!hasWaitedInVain)
            {
                connection.NoteFailure();
                mayHaveBeenSent = true;
                hasWaitedInVain = true;
            }
            catch (Exception exception) when (IsFailure(exception))
            {
                Note(exception);
                mayHaveBeenSent |= MayHaveBeenSent(exception);
                if (!(IsWorthRepeating(exception) || MayHaveFailedOver(exception)) || timeProvider.GetElapsedTime(began) + pause > options.RetryFor)
                {
                    throw new StateUnavailableException($"Redis cannot be used: {Describe(exception)}", mayHaveBeenSent, exception);
                }
            }

            await LookWhoIsPrimaryAsync(cancellationToken);
            await Task.Delay(pause, timeProvider, cancellationToken);
            pause = pause + pause < LongestPause ? pause + pause : LongestPause;
        }
    }

    // The client looks once a minute, and when a connection breaks, which is before a replica has been promoted.
    private async Task LookWhoIsPrimaryAsync(CancellationToken cancellationToken)
    {
        if (!connection.HasSeveralServers || !await _looking.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            return;
        }

        try
        {
            if (_looked == 0 || timeProvider.GetElapsedTime(_looked) >= BetweenLooks)
            {
                await connection.Current.ConfigureAsync().WaitAsync(options.OperationTimeout / 2, timeProvider, cancellationToken);
                _looked = timeProvider.GetTimestamp();
            }
        }
        catch (Exception exception) when (IsFailure(exception))
        {
            // What is tried again next says it better.
        }
        finally
        {
            _looking.Release();
        }
    }

    // Whoever is told something by a server is connected to it; to which one, is another matter.
    private void Note(Exception exception)
    {
        if (exception is RedisServerException && !MayHaveFailedOver(exception))
        {
            connection.NoteAnswer();
        }
        else
        {
            connection.NoteFailure();
        }
    }

    private static async Task<RedisResult> EvaluateOnceAsync(IDatabase database, RedisScript script, RedisKey[] keys, RedisValue[] arguments, CommandFlags where)
    {
        try
        {
            return await database.ScriptEvaluateAsync(script.Hash, keys, arguments, where);
        }
        catch (RedisServerException exception) when (exception.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            // EVAL, spelled out: the client's own way remembers which scripts a server had before it was restarted.
            object[] command = [script.Text, keys.Length, .. keys.Select(key => (object)key), .. arguments.Select(argument => (object)argument)];
            return await database.ExecuteAsync("EVAL", command, where);
        }
    }

    internal static bool IsFailure(Exception exception) => exception is RedisException or TimeoutException or ObjectDisposedException or TaskCanceledException { CancellationToken.IsCancellationRequested: false };

    private static bool IsForeignType(RedisServerException exception) => exception.Message.StartsWith("WRONGTYPE", StringComparison.Ordinal);

    // A server that starts, fails over or moves slots answers soon; one that is full or read-only does not.
    private static bool IsWorthRepeating(Exception exception) => exception switch
    {
        RedisServerException server => server.Message.StartsWith("LOADING", StringComparison.Ordinal)
            || server.Message.StartsWith("CLUSTERDOWN", StringComparison.Ordinal)
            || server.Message.StartsWith("TRYAGAIN", StringComparison.Ordinal)
            || IsOfALostNode(server),
        // The second: its connections were just replaced.
        RedisConnectionException or ObjectDisposedException => true,
        _ => false,
    };

    // The client's own words for a node of a cluster that refers it to one that is gone: nothing was done, and a replica may be about to take that one's place.
    private static bool IsOfALostNode(RedisServerException exception) =>
        exception.Message.StartsWith("Endpoint ", StringComparison.Ordinal) && exception.Message.Contains("serving hashslot", StringComparison.Ordinal);

    // The primary of a moment ago is a replica now, or the other way round. A single server that is read-only stays so.
    private bool MayHaveFailedOver(Exception exception) =>
        connection.HasSeveralServers && exception is RedisServerException server && server.Message.StartsWith("READONLY", StringComparison.Ordinal);

    private static bool MayHaveBeenSent(Exception exception) => exception switch
    {
        RedisServerException => false,
        RedisConnectionException lost => lost.FailureType != ConnectionFailureType.UnableToResolvePhysicalConnection,
        _ => true,
    };

    // Server errors begin with a code and a sentence; the client's own messages may quote keys and go no further than their first line.
    private static string Describe(Exception exception)
    {
        var line = exception.Message.AsSpan();
        var end = line.IndexOfAny('\r', '\n', ';');
        line = end < 0 ? line : line[..end];
        return (line.Length > 160 ? line[..160] : line).ToString();
    }
}
