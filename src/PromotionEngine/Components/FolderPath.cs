namespace PromotionEngine.Components;

/// <summary>A folder's path below the account's root folder.</summary>
public sealed record FolderPath
{
    private FolderPath(IReadOnlyList<string> segments) => Segments = segments;

    /// <summary>The folders' names from the top; none for the root folder itself.</summary>
    public IReadOnlyList<string> Segments { get; }

    /// <summary>The path as people write it.</summary>
    public string Text => "/" + string.Join('/', Segments);

    /// <summary>
    /// Where a component of a development account goes in production: the promoted folder, then the path that it has below its own account's root.
    /// </summary>
    /// <param name="promotedFolder">Name of the folder below production's root.</param>
    /// <param name="devFullPath">The platform's full path, which begins with the account's root folder.</param>
    public static FolderPath InProduction(string promotedFolder, string devFullPath) =>
        new([promotedFolder, .. devFullPath.Split('/', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Skip(1)]);

    /// <summary>The path that <see cref="Text"/> spells.</summary>
    public static FolderPath Parse(string text) => new(text.Split('/', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The path of the first <paramref name="levels"/> folders.</summary>
    public FolderPath Take(int levels) => new([.. Segments.Take(levels)]);

    /// <inheritdoc/>
    public bool Equals(FolderPath? other) => other is not null && Segments.SequenceEqual(other.Segments, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => Segments.Aggregate(0, (hash, name) => HashCode.Combine(hash, StringComparer.Ordinal.GetHashCode(name)));

    /// <inheritdoc/>
    public override string ToString() => Text;
}
