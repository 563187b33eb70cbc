namespace BoomiEmulator.DataHub.State;

/// <summary>The values of a record. Fields in groups stand beside root fields: unique ids are unique in a model.</summary>
/// <param name="Values">Text by unique id; fields without a value are left out.</param>
/// <param name="Collections">Items by the collection's unique id; each item holds text by unique id.</param>
internal sealed record RecordContent(
    IReadOnlyDictionary<string, string> Values,
    IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>> Collections)
{
    public static RecordContent Empty { get; } = new(
        new Dictionary<string, string>(StringComparer.Ordinal),
        new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>>(StringComparer.Ordinal));

    public string? this[string uniqueId] => Values.GetValueOrDefault(uniqueId);

    /// <summary>Whether both hold the same values and the same items in the same order.</summary>
    public bool SameAs(RecordContent other) =>
        Same(Values, other.Values)
        && Collections.Count == other.Collections.Count
        && Collections.All(pair => other.Collections.TryGetValue(pair.Key, out var items)
            && items.Count == pair.Value.Count
            && items.Zip(pair.Value).All(both => Same(both.First, both.Second)));

    private static bool Same(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
