namespace PromotionEngine.Promotions;

/// <summary>ID of a promotion.</summary>
/// <param name="Value">The ID as the platform writes it.</param>
public readonly record struct PromotionId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
