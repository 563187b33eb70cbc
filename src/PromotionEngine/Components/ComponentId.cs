namespace PromotionEngine.Components;

/// <summary>ID of a component; not unique across accounts.</summary>
/// <param name="Value">The ID as the platform writes it.</param>
public readonly record struct ComponentId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
