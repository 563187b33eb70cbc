namespace BoomiEmulator.Wire;

/// <summary>A node of a query filter: <see cref="FilterGroup"/> or <see cref="FilterTest"/>.</summary>
public abstract record FilterExpression
{
    /// <summary>Every comparison of the tree.</summary>
    public abstract IEnumerable<FilterTest> Tests();

    /// <summary>Whether a row matches.</summary>
    /// <param name="read">Gives a property's value of the row: string, bool, int, long, DateTimeOffset or null.</param>
    public abstract bool Matches(Func<string, object?> read);

    /// <summary>The only values that <paramref name="property"/> can have in a matching row; null when any is possible.</summary>
    public abstract HashSet<string>? Pinned(string property);
}
