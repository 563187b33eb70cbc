using System.Text;
using StackExchange.Redis;

namespace PromotionEngine.State.Redis;

/// <summary>A commit as the keys and arguments of <see cref="RedisScripts.Commit"/>.</summary>
internal sealed class CommitMessage
{
    private const int FixedKeys = 5;

    // As many may be made by others before a client, with its own next one, asks for its last.
    private const int CommitsRemembered = 1_000;

    private readonly RedisLayout _layout;
    private readonly List<RedisKey> _keys = [];
    private readonly List<RedisValue> _arguments = [];
    private readonly StringBuilder _kinds = new();
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    private CommitMessage(RedisLayout layout) => _layout = layout;

    public RedisKey[] Keys => [.. _keys];

    public RedisValue[] Arguments => [.. _arguments];

    /// <summary>The heads that the commit's links make.</summary>
    public Dictionary<string, ChainHead> NextHeads { get; } = new(StringComparer.Ordinal);

    /// <summary>Writes a commit down.</summary>
    /// <param name="layout">How names become keys.</param>
    /// <param name="commit">What to send.</param>
    /// <param name="remembered">How long the store remembers the outcome.</param>
    /// <param name="progress">The epoch and commit that this client saw last.</param>
    /// <param name="heads">For each chained append of the commit, the head it is built on with the version of the head's record.</param>
    public static CommitMessage Build(
        RedisLayout layout,
        Commit commit,
        TimeSpan remembered,
        StoreProgress progress,
        IReadOnlyDictionary<string, (long Version, ChainHead Head)> heads)
    {
        var message = new CommitMessage(layout);
        message._keys.AddRange([layout.Outcome(commit.Id), layout.LastCommit, layout.Record(StateKeys.Epoch), layout.Record(StateKeys.EpochLost), layout.LastCommits]);
        message._arguments.AddRange(
        [
            Whole(remembered), commit.RequiresEpoch ? "1" : "0", progress.Epoch, progress.LastCommit,
            commit.Expectations.Count + heads.Count, string.Empty, progress.LastId, commit.Id, CommitsRemembered,
        ]);
        foreach (var expectation in commit.Expectations)
        {
            message.Write(expectation);
        }

        foreach (var (list, head) in heads)
        {
            message.Write("chain", message.RecordPlace(StateKeys.Chain(list)), head.Version);
        }

        foreach (var change in commit.Changes)
        {
            message.Write(change, heads);
        }

        message._arguments[5] = message._kinds.ToString();
        return message;
    }

    /// <summary>The name that was given for the key at <paramref name="place"/> (from 0) in <see cref="Keys"/>.</summary>
    public string KeyAt(int place) => _keys[place].ToString();

    private static RedisValue Whole(TimeSpan time) => (long)Math.Ceiling(time.TotalMilliseconds);

    private void Write(Expectation expectation)
    {
        var name = expectation.Key;
        switch (expectation.Kind)
        {
            case ExpectationKind.Version:
                Write("version", RecordPlace(name), expectation.Number);
                break;
            case ExpectationKind.CountBelow:
                Write("count", IndexPlace(name), [expectation.Number, expectation.Others.Count, .. expectation.Others]);
                break;
            case ExpectationKind.PresentMember:
                Write("present", IndexPlace(name), expectation.Member);
                break;
            case ExpectationKind.AbsentMember:
                Write("absent", IndexPlace(name), expectation.Member);
                break;
            case ExpectationKind.ScoreAtMost:
                Write("score", IndexPlace(name), expectation.Member, Exact(expectation.Score));
                break;
            case ExpectationKind.Fence:
                Write("fence", RecordPlace(name), expectation.Number);
                break;
            default:
                throw new InvalidOperationException($"{expectation.Kind} is not known here.");
        }
    }

    private void Write(Change change, IReadOnlyDictionary<string, (long Version, ChainHead Head)> heads)
    {
        var name = change.Key;
        switch (change.Kind)
        {
            case ChangeKind.Put:
                Write("put", RecordPlace(name), change.Text, change.TimeToLive is { } life ? Whole(life) : string.Empty, change.LeaseToken);
                break;
            case ChangeKind.Delete:
                Write("delete", RecordPlace(name));
                break;
            case ChangeKind.Touch:
                Write("touch", RecordPlace(name), Whole(change.TimeToLive!.Value));
                break;
            case ChangeKind.IndexAdd:
                Write("add", IndexPlace(name), change.Text, Exact(change.Score));
                break;
            case ChangeKind.IndexAddIfAbsent:
                Write("addnew", IndexPlace(name), change.Text, Exact(change.Score));
                break;
            case ChangeKind.IndexAddInOrder:
                Write("addlast", IndexPlace(name), change.Text);
                break;
            case ChangeKind.IndexRemove:
                Write("remove", IndexPlace(name), change.Text);
                break;
            case ChangeKind.Append:
                Write("append", ListPlace(name), change.Text);
                break;
            case ChangeKind.AppendChained:
                var head = NextHeads.TryGetValue(name, out var made) ? made : heads[name].Head;
                var link = change.Link!(head);
                var next = NextHeads[name] = new ChainHead(head.Sequence + 1, link.Seal);
                Write("link", ListPlace(name), link.Value, RecordPlace(StateKeys.Chain(name)), next.Encode());
                break;
            case ChangeKind.DropList:
                Write("drop", ListPlace(name));
                break;
            default:
                throw new InvalidOperationException($"{change.Kind} is not known here.");
        }
    }

    private void Write(string kind, int place, params RedisValue[] arguments)
    {
        _arguments.Add(kind);
        _arguments.Add(place);
        _arguments.AddRange(arguments);
    }

    private static RedisValue Exact(double score) => score.ToString("R");

    private int RecordPlace(string name) => Place('r', name, _layout.Record(name));

    private int IndexPlace(string name) => Place('i', name, _layout.Index(name));

    private int ListPlace(string name) => Place('l', name, _layout.List(name));

    private int Place(char kind, string name, RedisKey key)
    {
        if (!_places.TryGetValue(kind + name, out var place))
        {
            _keys.Add(key);
            _kinds.Append(kind);
            // Lua counts from 1.
            _places[kind + name] = place = FixedKeys + _kinds.Length;
        }

        return place;
    }
}
