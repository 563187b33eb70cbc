namespace PromotionEngine.Promotions;

/// <summary>ID of a branch. Opaque; only the platform makes them.</summary>
/// <param name="Value">The ID as the platform writes it.</param>
public readonly record struct BranchId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
