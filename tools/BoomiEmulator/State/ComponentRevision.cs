namespace BoomiEmulator.State;

/// <summary>One version of a component. Versions are one sequence per component over all branches.</summary>
public sealed record ComponentRevision
{
    /// <summary>The component's GUID.</summary>
    public required string ComponentId { get; init; }

    /// <summary>From 1.</summary>
    public int Version { get; init; }

    /// <summary>The branch it was written on.</summary>
    public required string BranchId { get; init; }

    /// <summary>The account's moment at which it was written.</summary>
    public long Moment { get; init; }

    /// <summary>The component's name.</summary>
    public required string Name { get; init; }

    /// <summary>The component's type, such as <c>process</c> or <c>connector-settings</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The connector of connector components, otherwise empty.</summary>
    public string SubType { get; init; } = string.Empty;

    /// <summary>The folder it lies in.</summary>
    public required string FolderId { get; init; }

    /// <summary>When the component was created.</summary>
    public DateTimeOffset CreatedDate { get; init; }

    /// <summary>Who created the component.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When this version was written.</summary>
    public DateTimeOffset ModifiedDate { get; init; }

    /// <summary>Who wrote this version.</summary>
    public required string ModifiedBy { get; init; }

    /// <summary>Whether this version is a deletion.</summary>
    public bool Deleted { get; init; }

    /// <summary>The folder whose deletion caused this version, if one did.</summary>
    public string? DeletedWith { get; init; }

    /// <summary>The component this one was copied from.</summary>
    public string? CopiedFromComponentId { get; init; }

    /// <summary>The version it was copied from.</summary>
    public int? CopiedFromComponentVersion { get; init; }

    /// <summary>The source branch's version that a merge wrote here; null for all other revisions.</summary>
    public int? MergedFromVersion { get; init; }

    /// <summary>What it holds.</summary>
    public required ComponentContent Content { get; init; }
}
