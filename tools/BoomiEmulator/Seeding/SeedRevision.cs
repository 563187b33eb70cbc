namespace BoomiEmulator.Seeding;

/// <summary>One version of a component on main.</summary>
/// <param name="Version">1 for the first; no gaps.</param>
/// <param name="Xml">The whole <c>bns:Component</c> document of that version.</param>
/// <param name="References">The components of the same account that the document names, in document order, without repeats.</param>
/// <param name="ModifiedBy">Who saved it.</param>
/// <param name="ModifiedAt">When it was saved.</param>
public sealed record SeedRevision(int Version, string Xml, IReadOnlyList<string> References, string ModifiedBy, DateTimeOffset ModifiedAt);
