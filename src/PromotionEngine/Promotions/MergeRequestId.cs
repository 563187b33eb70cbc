namespace PromotionEngine.Promotions;

/// <summary>ID of a merge request.</summary>
/// <param name="Value">The ID as the platform writes it.</param>
public readonly record struct MergeRequestId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
