using System.Collections.Concurrent;
using System.IO.Enumeration;
using System.Text.RegularExpressions;

namespace BoomiEmulator.Faults;

/// <summary>
/// The faults that are done to requests. The same seed, rules and sequence of requests give the same faults. Safe for concurrent use.
/// </summary>
public sealed class FaultPlan(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _expired = new(StringComparer.Ordinal);
    private Armed[] _rules = [];
    private int _seed;

    /// <summary>Replaces the plan.</summary>
    /// <param name="seed">Decides about probabilities.</param>
    /// <param name="rules">The rules; of those that hit a request the first is done.</param>
    /// <exception cref="ArgumentException">A rule's regular expression is not valid.</exception>
    public void Set(int seed, IEnumerable<FaultRule> rules)
    {
        Armed[] armed = [.. rules.Select(static rule => new Armed(rule))];
        lock (_gate)
        {
            _seed = seed;
            _rules = armed;
        }
    }

    /// <summary>Adds a rule behind the others.</summary>
    /// <exception cref="ArgumentException">The rule's regular expression is not valid.</exception>
    public void Add(FaultRule rule)
    {
        var armed = new Armed(rule);
        lock (_gate)
            _rules = [.. _rules, armed];
    }

    /// <summary>The rules with what they did.</summary>
    public IReadOnlyList<FaultRuleState> List()
    {
        lock (_gate)
            return [.. _rules.Select(static armed => new FaultRuleState(armed.Rule, armed.Matches, armed.Hits))];
    }

    /// <summary>Takes all rules away and makes expired credentials valid again.</summary>
    public void Clear()
    {
        lock (_gate)
            _rules = [];

        _expired.Clear();
    }

    /// <summary>Whether there is nothing to do for any request.</summary>
    internal bool IsIdle => _rules.Length == 0 && _expired.IsEmpty;

    /// <summary>The rule that hits a request, or null. Counts the request for every rule it matches.</summary>
    internal FaultRule? Next(string method, string path, string query, string account, string operation)
    {
        lock (_gate)
        {
            FaultRule? hit = null;
            for (var i = 0; i < _rules.Length; i++)
            {
                var armed = _rules[i];
                if (!armed.IsMatch(method, path, query, account, operation))
                    continue;

                armed.Matches++;
                if (hit is null && IsHit(armed, i))
                {
                    armed.Hits++;
                    hit = armed.Rule;
                }
            }

            return hit;
        }
    }

    internal void Expire(string authorization, TimeSpan duration) => _expired[authorization] = time.GetUtcNow() + duration;

    internal bool IsExpired(string authorization) => _expired.TryGetValue(authorization, out var until) && time.GetUtcNow() < until;

    private bool IsHit(Armed armed, int index)
    {
        var rule = armed.Rule;
        if (armed.Hits >= rule.Times || (rule.Nth is { } nth && armed.Matches != nth) || (rule.Every is { } every && armed.Matches % every != 0))
            return false;

        return rule.Probability is not { } probability || Dice(index, armed.Matches) < probability;
    }

    /// <summary>A number from 0 to below 1 that depends on seed, rule and match only.</summary>
    private double Dice(int rule, int match)
    {
        var mixed = Mix(Mix(Mix((ulong)(uint)_seed) ^ (uint)rule) ^ (uint)match);
        return (mixed >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>One step of the splitmix64 generator.</summary>
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    private sealed class Armed(FaultRule rule)
    {
        private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

        private readonly Regex? _regex = rule.PathRegex is null ? null : new Regex(rule.PathRegex, Options, TimeSpan.FromSeconds(1));

        public FaultRule Rule { get; } = rule;

        public int Matches { get; set; }

        public int Hits { get; set; }

        public bool IsMatch(string method, string path, string query, string account, string operation) =>
            (Rule.Method is null || Rule.Method.Equals(method, StringComparison.OrdinalIgnoreCase))
            && (Rule.Account is null || Rule.Account.Equals(account, StringComparison.OrdinalIgnoreCase))
            && (Rule.Operation is null || FileSystemName.MatchesSimpleExpression(Rule.Operation, operation))
            && (Rule.Path is null || FileSystemName.MatchesSimpleExpression(Rule.Path, path))
            && (_regex is null || _regex.IsMatch(path + query));
    }
}
