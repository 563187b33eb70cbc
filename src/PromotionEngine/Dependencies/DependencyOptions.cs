namespace PromotionEngine.Dependencies;

/// <summary>Settings under <c>Promotion</c> that bound a dependency tree.</summary>
public sealed class DependencyOptions
{
    /// <summary>Most components that one tree, and so one promotion, may have.</summary>
    public int MaxComponents { get; set; } = 1_000;
}
