namespace PromotionEngine.Failures;

/// <summary>Lists of things in messages for people.</summary>
public static class Listing
{
    private const int Shown = 20;

    /// <summary><paramref name="things"/> separated by commas; after twenty the number of the others.</summary>
    public static string Of<T>(IEnumerable<T> things)
    {
        var all = things.Select(thing => thing?.ToString() ?? string.Empty).ToList();
        return all.Count <= Shown ? string.Join(", ", all) : $"{string.Join(", ", all.Take(Shown))} and {all.Count - Shown} more";
    }
}
