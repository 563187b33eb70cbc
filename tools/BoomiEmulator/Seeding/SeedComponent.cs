namespace BoomiEmulator.Seeding;

/// <summary>A component of an account, with all its versions on main.</summary>
/// <param name="Id">The component id; unique in its account only.</param>
/// <param name="Name">The name.</param>
/// <param name="Type">The type as Boomi's API spells it, such as <c>transform.map</c>.</param>
/// <param name="SubType">The connector's type, for connections and operations; else null.</param>
/// <param name="FolderId">The folder that holds it.</param>
/// <param name="FolderPath">That folder's full path.</param>
/// <param name="Revisions">Every version, oldest first; never empty.</param>
public sealed record SeedComponent(
    string Id,
    string Name,
    string Type,
    string? SubType,
    string FolderId,
    string FolderPath,
    IReadOnlyList<SeedRevision> Revisions)
{
    /// <summary>The newest version.</summary>
    public SeedRevision Current => Revisions[^1];

    /// <summary>The newest version's document: a whole <c>bns:Component</c> with the attributes that a client may send (<c>name</c>,
    /// <c>type</c>, <c>subType</c>, <c>folderId</c>) and none of the read-only ones.</summary>
    public string Xml => Current.Xml;

    /// <summary>The components that the newest version names.</summary>
    public IReadOnlyList<string> References => Current.References;

    /// <summary>Who saved the first version.</summary>
    public string CreatedBy => Revisions[0].ModifiedBy;

    /// <summary>When the first version was saved.</summary>
    public DateTimeOffset CreatedAt => Revisions[0].ModifiedAt;
}
