namespace PromotionEngine.Packages;

/// <summary>ID of an integration pack.</summary>
/// <param name="Value">The ID as the platform writes it.</param>
public readonly record struct IntegrationPackId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
