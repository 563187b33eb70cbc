namespace BoomiEmulator.State;

/// <summary>What an API caller sends to create a package.</summary>
public sealed record PackageRequest
{
    /// <summary>The component to package.</summary>
    public string? ComponentId { get; init; }

    /// <summary>The package's version; null or blank generates one from the revision.</summary>
    public string? PackageVersion { get; init; }

    /// <summary>Notes.</summary>
    public string? Notes { get; init; }

    /// <summary>Whether it may go into an integration pack.</summary>
    public bool Shareable { get; init; }

    /// <summary>The human name of the branch; null or blank is main.</summary>
    public string? BranchName { get; init; }

    /// <summary>An older revision to package; null, 0 and negative mean the latest.</summary>
    public int? ComponentVersion { get; init; }
}
