namespace PromotionEngine.Components;

/// <summary>IDs by any spelling of their letters.</summary>
internal static class IdLookup
{
    /// <summary>Looks up by span, whatever the letter case.</summary>
    public static Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Of(IReadOnlyDictionary<string, string> map, string parameter)
    {
        if (map is Dictionary<string, string> dictionary && ReferenceEquals(dictionary.Comparer, StringComparer.OrdinalIgnoreCase))
        {
            return dictionary.GetAlternateLookup<ReadOnlySpan<char>>();
        }

        var copy = new Dictionary<string, string>(map.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var (from, to) in map)
        {
            copy.Add(Checked(from, parameter), Checked(to, parameter));
        }

        return copy.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Looks up by span, whatever the letter case.</summary>
    public static HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Of(IReadOnlySet<string> ids, string parameter)
    {
        if (ids is HashSet<string> set && ReferenceEquals(set.Comparer, StringComparer.OrdinalIgnoreCase))
        {
            return set.GetAlternateLookup<ReadOnlySpan<char>>();
        }

        var copy = new HashSet<string>(ids.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var id in ids)
        {
            copy.Add(Checked(id, parameter));
        }

        return copy.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>An ID that is none would never be found, and so would pass every check.</summary>
    public static string Checked(string id, string parameter)
        => IdTokens.IsId(id) ? id : throw new ArgumentException("A component ID is a GUID in its usual form.", parameter);
}
