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

    private readonly string _start;
    private readonly string _prefix;

    public RedisLayout(string prefix)
    {
        if (!Prefixes().IsMatch(prefix))
        {
            throw new ArgumentException($"The key prefix '{prefix}' must be of letters, digits and hyphens.", nameof(prefix));
        }

        _prefix = prefix;
        _start = $"{prefix}:{Number}:{{{prefix}}}:";
    }

    /// <summary>Matches every key of ours, in whatever layout.</summary>
    public string AnyLayout => $"{_prefix}:*:{{{_prefix}}}:*";

    /// <summary>Number of the last commit.</summary>
    public RedisKey LastCommit => _start + "n";

    public RedisKey Record(string name) => $"{_start}r:{name}";

    public RedisKey Index(string name) => $"{_start}i:{name}";

    public RedisKey List(string name) => $"{_start}l:{name}";

    public RedisKey Outcome(string commitId) => $"{_start}c:{commitId}";

    public RedisKey Budget(string account) => $"{_start}b:{account}";

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
        return name is not "n" && !name.StartsWith("b:") && !name.StartsWith("c:") && !name.StartsWith("r:" + StateKeys.Nonces);
    }

    [GeneratedRegex("^[A-Za-z0-9-]{1,64}$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Prefixes();
}
