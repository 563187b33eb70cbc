using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace PromotionEngine.State.Redis;

/// <summary>The store in Redis, shared by all engines.</summary>
public sealed partial class RedisStateStore : IStateStore, IAsyncDisposable
{
    private readonly RedisStateOptions _options;
    private readonly RedisLayout _layout;
    private readonly RedisLink _link;

    private RedisStateStore(RedisConnection connection, RedisStateOptions options, TimeProvider timeProvider)
    {
        _options = options;
        _layout = new RedisLayout(options.KeyPrefix, options.Layout);
        _link = new RedisLink(connection, options, timeProvider);
    }

    /// <inheritdoc/>
    public bool IsShared => true;

    internal RedisLink Link => _link;

    internal RedisLayout Layout => _layout;

    /// <summary>What every key begins with.</summary>
    internal string KeyPrefix => _options.KeyPrefix;

    /// <summary>Replicas that must have a commit before it counts as made.</summary>
    internal int Replicas => _options.Replicas;

    /// <summary>Makes the store. Redis need not be there yet: until it is, every member throws <see cref="StateUnavailableException"/>.</summary>
    /// <exception cref="ArgumentException">The options cannot be read, or the file of the authorities holds no certificate.</exception>
    /// <exception cref="IOException">The file of the authorities cannot be read.</exception>
    /// <exception cref="InvalidOperationException">What answers is a Sentinel.</exception>
    public static async Task<RedisStateStore> ConnectAsync(RedisStateOptions options, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var configuration = RedisConfiguration.Of(options);
        var connection = await RedisConnection.OpenAsync(() => OpenAsync(configuration), timeProvider, cancellationToken);
        var sentinels = await RedisSentinels.FindAsync(connection.Current, options, cancellationToken);
        if (sentinels.Count > 0)
        {
            await connection.DisposeAsync();
            throw new InvalidOperationException($"State:Redis: {string.Join(" and ", sentinels)} {(sentinels.Count > 1 ? "are Sentinels" : "is a Sentinel")}. {RedisConfiguration.NoSentinel}");
        }

        return new RedisStateStore(connection, options, timeProvider);
    }

    /// <summary>Tells <paramref name="log"/> from now on when the connections to Redis had to be replaced.</summary>
    public RedisStateStore WithLog(ILogger<RedisStateStore> log)
    {
        _link.Connection.Log = log;
        return this;
    }

    private static async Task<IConnectionMultiplexer> OpenAsync(ConfigurationOptions configuration)
    {
        var connection = await ConnectionMultiplexer.ConnectAsync(configuration);
#if !PACKAGE_SET_CURRENT
        // Else what one caller does with its answer holds up the answers of all others on the connection, those of lease renewals among them.
        connection.PreserveAsyncOrder = false;
#endif
        return connection;
    }

    /// <inheritdoc/>
    public async Task<StateValue?> GetAsync(string key, CancellationToken cancellationToken)
    {
        var fields = await _link.RunAsync(database => database.HashGetAsync(_layout.Record(key), ["v", "d"], _link.Primary), cancellationToken);
        return fields[0].IsNull ? null : new StateValue((long)fields[0], fields[1].ToString());
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StateValue?>> GetManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
        {
            return [];
        }

        var found = await _link.EvaluateArrayAsync(RedisScripts.GetMany, [.. keys.Select(_layout.Record)], [], cancellationToken);
        return [.. found.Select(Read)];

        static StateValue? Read(RedisResult result)
        {
            var fields = (RedisValue[])result!;
            return fields[0].IsNull ? null : new StateValue((long)fields[0], fields[1].ToString());
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<IndexEntry>> RangeAsync(string index, IndexRange range, CancellationToken cancellationToken)
    {
        var take = range.Take == int.MaxValue ? -1 : range.Take;
        var order = range.Descending ? Order.Descending : Order.Ascending;
        var entries = await _link.RunAsync(
            database => database.SortedSetRangeByScoreWithScoresAsync(_layout.Index(index), range.Min, range.Max, Exclude.None, order, range.Skip, take, _link.Primary), cancellationToken);
        return [.. entries.Select(entry => new IndexEntry(entry.Element.ToString(), entry.Score))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<IndexEntry?>> HeadsAsync(IReadOnlyList<string> indexes, CancellationToken cancellationToken)
    {
        if (indexes.Count == 0)
        {
            return [];
        }

        var found = await _link.EvaluateArrayAsync(RedisScripts.Heads, [.. indexes.Select(_layout.Index)], [], cancellationToken);
        return [.. found.Select(Read)];

        static IndexEntry? Read(RedisResult result)
        {
            var fields = (RedisValue[])result!;
            return fields.Length == 0 ? null : new IndexEntry(fields[0].ToString(), (double)fields[1]);
        }
    }

    /// <inheritdoc/>
    public Task<long> CountAsync(string index, CancellationToken cancellationToken) =>
        _link.RunAsync(database => database.SortedSetLengthAsync(_layout.Index(index), flags: _link.Primary), cancellationToken);

    /// <inheritdoc/>
    public Task<double?> ScoreAsync(string index, string member, CancellationToken cancellationToken) =>
        _link.RunAsync(database => database.SortedSetScoreAsync(_layout.Index(index), member, _link.Primary), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ListEntry>> ReadListAsync(string list, long fromSequence, int take, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromSequence, 1);
        if (take <= 0)
        {
            return [];
        }

        var first = fromSequence - 1;
        var values = await _link.RunAsync(database => database.ListRangeAsync(_layout.List(list), first, first + take - 1, _link.Primary), cancellationToken);
        return [.. values.Select((value, place) => new ListEntry(fromSequence + place, value.ToString()))];
    }

    /// <inheritdoc/>
    public async Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken)
    {
        var parts = (RedisValue[])(await _link.EvaluateAsync(RedisScripts.Time, [_layout.LastCommit], [], cancellationToken))!;
        return DateTimeOffset.FromUnixTimeMilliseconds(((long)parts[0] * 1000) + ((long)parts[1] / 1000));
    }

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken) => _link.RunAsync(database => database.PingAsync(_link.Primary), cancellationToken);

    /// <inheritdoc/>
    public async Task<StateSurvey> SurveyAsync(CancellationToken cancellationToken)
    {
        var own = new HashSet<string>(StringComparer.Ordinal);
        var others = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var key in KeysAsync(_layout.AnyLayout, cancellationToken))
        {
            var layout = _layout.LayoutOf(key);
            if (!string.Equals(layout, _layout.Layout, StringComparison.Ordinal))
            {
                others.Add(layout);
            }
            else if (_layout.IsState(key))
            {
                own.Add(key);
            }
        }

        return new StateSurvey(own.Count, [.. others]);
    }

    /// <summary>The keys that match, some perhaps twice.</summary>
    internal async IAsyncEnumerable<string> KeysAsync(string pattern, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RedisValue cursor = "0";
        do
        {
            var page = await _link.EvaluateArrayAsync(RedisScripts.Scan, [_layout.LastCommit], [cursor, pattern], cancellationToken);
            cursor = (RedisValue)page[0];
            foreach (var key in ((string[]?)page[1])!)
            {
                yield return key;
            }
        }
        while (cursor != "0");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _link.DisposeAsync();
        _chains.Dispose();
    }
}
