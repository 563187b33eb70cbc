namespace PromotionEngine.Mappings;

/// <summary>Where a development component goes in production.</summary>
/// <param name="Status">What production has for it.</param>
/// <param name="ProdComponentId">The production component; empty for a new one and an unmapped connection.</param>
/// <param name="MainVersion">Its current version on main; 0 when it is not on main.</param>
public sealed record ProductionTarget(ProductionStatus Status, string ProdComponentId, int MainVersion)
{
    /// <summary>Nothing in production.</summary>
    public static ProductionTarget New { get; } = new(ProductionStatus.New, string.Empty, 0);

    /// <summary>A connection nobody mapped.</summary>
    public static ProductionTarget Unmapped { get; } = new(ProductionStatus.Unmapped, string.Empty, 0);

    /// <summary>The version that the branch starts from: main's, or that of the promotion that is superseded.</summary>
    public int InheritedVersion { get; init; } = MainVersion;

    /// <summary>The version of main to compare with before merging; 0 for a component that main does not have.</summary>
    public int BaseVersion { get; init; } = MainVersion;

    /// <summary>Whether main moved on since our last merge of it.</summary>
    public bool MainChanged { get; init; }

    /// <summary>What a person should know, for example that a mapped component vanished; else empty.</summary>
    public string Note { get; init; } = string.Empty;
}
