namespace PromotionEngine.Components;

/// <summary>Which places hold secrets, by component type. The table and its reasons are in docs/decisions/0005-what-is-stripped.md.</summary>
public sealed class StripRules
{
    /// <summary>The rules of this service.</summary>
    public static StripRules Default { get; } = new();
}
