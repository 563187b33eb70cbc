using Google.Protobuf;
using Grpc.Core;
using PromotionService.V1;

namespace FlowServiceHost.Tests.Support;

/// <summary>The engine's queue of owed answers, in memory; several hosts may share it.</summary>
internal sealed class ScriptedAnswers(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private long _version;

    /// <summary>Whether the queue is away.</summary>
    public bool IsAway { get; set; }

    /// <summary>Whether the queue takes what is to be kept, and says nothing.</summary>
    public bool Hangs { get; set; }

    /// <summary>What is said of work under way.</summary>
    public string Progress { get; set; } = string.Empty;

    /// <summary>Called, outside of the queue's lock, whenever it is asked how far work is.</summary>
    public System.Action? OnDescribe { get; set; }

    /// <summary>The refusals that were recorded.</summary>
    public List<RecordRefusalRequest> Refusals { get; } = [];

    /// <summary>Answers that are owed.</summary>
    public int Owed
    {
        get
        {
            lock (_gate)
            {
                return _entries.Values.Count(entry => !entry.IsSettled);
            }
        }
    }

    /// <summary>What the only answer is known by.</summary>
    public string OnlyId
    {
        get
        {
            lock (_gate)
            {
                return _entries.Keys.Single();
            }
        }
    }

    /// <summary>Everything that was ever kept, as it was kept.</summary>
    public List<byte[]> Kept { get; } = [];

    /// <summary>When the only owed answer is due.</summary>
    public TimeSpan DueIn
    {
        get
        {
            lock (_gate)
            {
                return _entries.Values.Single(entry => !entry.IsSettled).Due - time.GetUtcNow();
            }
        }
    }

    public IMessage Answer(IMessage request)
    {
        if (request is DescribeWorkRequest)
        {
            OnDescribe?.Invoke();
        }

        lock (_gate)
        {
            return IsAway ? throw new RpcException(new Status(StatusCode.Unavailable, "away")) : request switch
            {
                RegisterRequest register => new RegisterResponse { Version = Register(register) },
                ClaimRequest claim => new ClaimResponse { Answers = { Claim(claim) } },
                HoldRequest hold => new HoldResponse { Held = Change(hold.Id, hold.Version, entry => entry with { Due = Due(hold.HoldMilliseconds) }) },
                SaveRequest save => new SaveResponse { Version = Save(save) },
                SettleRequest settle => new SettleResponse { Settled = Change(settle.Id, settle.Version, entry => entry with { IsSettled = true }) },
                DescribeWorkRequest => new DescribeWorkResponse { Message = Progress },
                RecordRefusalRequest refusal => Record(refusal),
                _ => throw new RpcException(new Status(StatusCode.Unimplemented, "unknown")),
            };
        }
    }

    private DateTimeOffset Due(int milliseconds) => time.GetUtcNow().AddMilliseconds(milliseconds);

    private long Register(RegisterRequest request)
    {
        Kept.Add(request.Content.ToByteArray());
        return _entries.TryAdd(request.Id, new Entry(++_version, request.Content, Due(request.HoldMilliseconds))) ? _version : 0;
    }

    private IEnumerable<ClaimedAnswer> Claim(ClaimRequest request)
    {
        foreach (var (id, entry) in _entries.Where(entry => !entry.Value.IsSettled && entry.Value.Due <= time.GetUtcNow()).Take(request.Take).ToList())
        {
            _entries[id] = entry with { Version = ++_version, Due = Due(request.HoldMilliseconds) };
            yield return new ClaimedAnswer { Id = id, Version = _version, Content = entry.Content };
        }
    }

    private long Save(SaveRequest request)
    {
        Kept.Add(request.Content.ToByteArray());
        var version = ++_version;
        return Change(request.Id, request.Version, _ => new Entry(version, request.Content, Due(request.DueMilliseconds))) ? version : 0;
    }

    private bool Change(string id, long version, Func<Entry, Entry> change)
    {
        if (!_entries.TryGetValue(id, out var entry) || entry.Version != version || entry.IsSettled)
        {
            return false;
        }

        _entries[id] = change(entry);
        return true;
    }

    private RecordRefusalResponse Record(RecordRefusalRequest refusal)
    {
        Refusals.Add(refusal);
        return new RecordRefusalResponse();
    }

    private sealed record Entry(long Version, ByteString Content, DateTimeOffset Due, bool IsSettled = false);
}
