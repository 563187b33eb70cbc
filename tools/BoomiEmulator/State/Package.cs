namespace BoomiEmulator.State;

/// <summary>A packaged component: a snapshot of a component and everything it needs.</summary>
public sealed record Package
{
    /// <summary>Its GUID.</summary>
    public required string PackageId { get; init; }

    /// <summary>The version people gave it.</summary>
    public required string PackageVersion { get; init; }

    /// <summary>The component that was packaged.</summary>
    public required string ComponentId { get; init; }

    /// <summary>The revision of that component.</summary>
    public int ComponentVersion { get; init; }

    /// <summary>The type of that component.</summary>
    public required string ComponentType { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedDate { get; init; }

    /// <summary>Who created it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>Notes.</summary>
    public string Notes { get; init; } = string.Empty;

    /// <summary>Whether it may go into an integration pack.</summary>
    public bool Shareable { get; init; }

    /// <summary>Whether it was deleted.</summary>
    public bool Deleted { get; init; }

    /// <summary>The branch it was made from.</summary>
    public required string BranchId { get; init; }

    /// <summary>That branch's name at the time.</summary>
    public required string BranchName { get; init; }

    /// <summary>The account's moment it froze.</summary>
    public long Moment { get; init; }

    /// <summary>Everything it froze, the packaged component first.</summary>
    public required IReadOnlyList<PackageItem> Items { get; init; }
}
