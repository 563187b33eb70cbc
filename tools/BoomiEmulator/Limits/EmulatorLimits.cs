namespace BoomiEmulator.Limits;

/// <summary>Limits of the platform.</summary>
public sealed record EmulatorLimits
{
    /// <summary>Platform API requests per second for the account that pays; null means no limit. The real figure is 10.</summary>
    public int? RequestsPerSecond { get; init; }

    /// <summary>Whether an overridden call is charged to the account operated on; otherwise to the path account.</summary>
    public bool OverrideAccountPays { get; init; } = true;

    /// <summary>Branches an account may have.</summary>
    public int MaxBranches { get; init; } = 20;

    /// <summary>Rows in one page of a query.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>Ids in a bulk read.</summary>
    public int BulkSize { get; init; } = 100;

    /// <summary>Ids in a bulk read of components.</summary>
    public int ComponentBulkSize { get; init; } = 5;
}
