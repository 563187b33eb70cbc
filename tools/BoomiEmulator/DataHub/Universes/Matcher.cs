using BoomiEmulator.DataHub.Modelling;
using BoomiEmulator.DataHub.State;

namespace BoomiEmulator.DataHub.Universes;

/// <summary>Finds the active records that an entity matches.</summary>
internal static class Matcher
{
    /// <summary>The first satisfied rule and the records that satisfy it; no rule and no records when none does.</summary>
    public static (MatchRule? Rule, IReadOnlyList<GoldenRecord> Records) Match(Universe universe, IReadOnlyDictionary<string, string> incoming)
    {
        foreach (var rule in universe.Model.MatchRules)
        {
            var records = Candidates(universe, rule, incoming)
                .Where(record => Satisfies(universe.Model, rule.Root, incoming, record.Content))
                .OrderBy(record => record.Sequence)
                .ToList();
            if (records.Count > 0)
                return (rule, records);
        }

        return (null, []);
    }

    /// <summary>Whether the entity has what at least one of the rules compares.</summary>
    public static bool CanBeMatched(ModelDefinition model, IReadOnlyDictionary<string, string> incoming) =>
        model.MatchRules.Count == 0 || model.MatchRules.Any(rule => HasInputs(rule.Root, incoming));

    private static bool HasInputs(MatchExpression expression, IReadOnlyDictionary<string, string> incoming) => expression switch
    {
        MatchGroup { Operator: "OR" } group => group.Parts.Any(part => HasInputs(part, incoming)),
        MatchGroup group => group.Parts.All(part => HasInputs(part, incoming)),
        MatchComparison comparison => new[] { comparison.First, comparison.Second }
            .Where(input => input.Kind == "INCOMING").All(input => incoming.ContainsKey(input.FieldUniqueId!)),
        _ => false,
    };

    /// <summary>For the common rule, fields joined by AND, the smallest bucket of the index; otherwise all active records.</summary>
    private static IEnumerable<GoldenRecord> Candidates(Universe universe, MatchRule rule, IReadOnlyDictionary<string, string> incoming)
    {
        if (rule.Root.Operator != "AND")
            return universe.Active;
        var buckets = rule.Root.Parts.OfType<MatchComparison>()
            .Select(comparison => comparison.SameField)
            .OfType<string>()
            .Where(field => universe.Model.Fields[field].CollectionId is null)
            .Select(field => incoming.TryGetValue(field, out var value) ? universe.Candidates(field, value) : [])
            .ToList();
        return buckets.MinBy(bucket => bucket.Count) ?? universe.Active;
    }

    private static bool Satisfies(ModelDefinition model, MatchExpression expression, IReadOnlyDictionary<string, string> incoming, RecordContent existing) =>
        expression switch
        {
            MatchGroup { Operator: "AND" } group => group.Parts.All(part => Satisfies(model, part, incoming, existing)),
            MatchGroup { Operator: "OR" } group => group.Parts.Any(part => Satisfies(model, part, incoming, existing)),
            MatchGroup group => !Satisfies(model, group.Parts[0], incoming, existing),
            MatchComparison comparison => Equal(model, comparison, incoming, existing),
            _ => false,
        };

    private static bool Equal(ModelDefinition model, MatchComparison comparison, IReadOnlyDictionary<string, string> incoming, RecordContent existing)
    {
        var compare = comparison.Strict ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        var second = Values(model, comparison.Second, incoming, existing).ToList();
        return Values(model, comparison.First, incoming, existing).Any(left => second.Exists(right => string.Equals(left, right, compare)));
    }

    private static IEnumerable<string> Values(ModelDefinition model, MatchInput input, IReadOnlyDictionary<string, string> incoming, RecordContent existing) =>
        input.Kind switch
        {
            "STATIC" => [input.Value!.Trim()],
            "INCOMING" => incoming.TryGetValue(input.FieldUniqueId!, out var value) ? [RecordValues.Comparable(model, input.FieldUniqueId!, value)] : [],
            _ => RecordValues.Of(model, existing, input.FieldUniqueId!).Select(value => RecordValues.Comparable(model, input.FieldUniqueId!, value)),
        };
}
