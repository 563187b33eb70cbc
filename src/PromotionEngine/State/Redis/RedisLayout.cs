using System.Text.RegularExpressions;
using StackExchange.Redis;

namespace PromotionEngine.State.Redis;

/// <summary>
/// How our names become keys: <c>{prefix}:{layout}:{hash tag}:{kind}:{name}</c>. All share one hash tag, so that a commit is one script on a cluster too,
/// and the layout stands in the key, so that versions that lay things out differently cannot take each other's for their own.
/// </summary>
internal sealed partial class RedisLayout
{
    /// <summary>The layout that this version reads and writes.</summary>
    public const string Number = "1";

    /// <summary>Name of the epoch marker while a store is being moved to another layout.</summary>
    public const string MovingEpoch = StateKeys.Epoch + ":moving";

    private readonly string _start;
    private readonly string _prefix;

    /// <summary>Names in a layout.</summary>
    /// <param name="prefix">What every key begins with.</param>
    /// <param name="number">The layout; another than <see cref="Number"/> to move what stands in it.</param>
    public RedisLayout(string prefix, string number = Number)
    {
        if (!Prefixes().IsMatch(prefix))
        {
            throw new ArgumentException($"The key prefix '{prefix}' must be of letters, digits and hyphens.", nameof(prefix));
        }

        _prefix = prefix;
        Layout = number;
        _start = $"{prefix}:{number}:{{{prefix}}}:";
    }

    /// <summary>The layout that these names are in.</summary>
    public string Layout { get; }

    /// <summary>Matches every key of this layout.</summary>
    public string AllKeys => _start + "*";

    /// <summary>Matches every key of ours, in whatever layout.</summary>
    public string AnyLayout => $"{_prefix}:*:{{{_prefix}}}:*";

    /// <summary>Number of the last commit.</summary>
    public RedisKey LastCommit => _start + "n";

    /// <summary>IDs of the last commits, by their numbers.</summary>
    public RedisKey LastCommits => _start + "n:ids";

    public RedisKey Record(string name) => $"{_start}r:{name}";

    public RedisKey Index(string name) => $"{_start}i:{name}";

    public RedisKey List(string name) => $"{_start}l:{name}";

    public RedisKey Outcome(string commitId) => $"{_start}c:{commitId}";

    public RedisKey Budget(string account) => $"{_start}b:{account}";

    /// <summary>The name, with its kind, of a key in this layout; null for another key.</summary>
    public string? NameOf(string key) => key.StartsWith(_start, StringComparison.Ordinal) ? key[_start.Length..] : null;

    /// <summary>The key of a name with its kind, as <see cref="NameOf"/> answers it.</summary>
    public RedisKey KeyOf(string name) => _start + name;

    /// <summary>The layout that a key of ours was written in.</summary>
    public string LayoutOf(string key)
    {
        var rest = key.AsSpan(_prefix.Length + 1);
        return rest[..rest.IndexOf(':')].ToString();
    }

    /// <summary>Whether a key holds state, as against budgets, nonces and what is remembered of commits: those come and go before the store is initialised too.</summary>
    public bool IsState(string key)
    {
        var name = key.AsSpan(_start.Length);
        return name is not "n" and not "n:ids" && !name.StartsWith("b:") && !name.StartsWith("c:") && !name.StartsWith("r:" + StateKeys.Nonces);
    }

    [GeneratedRegex("^[A-Za-z0-9-]{1,64}$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Prefixes();
}
