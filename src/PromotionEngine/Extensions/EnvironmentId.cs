namespace PromotionEngine.Extensions;

/// <summary>ID of an environment of a client account.</summary>
/// <param name="Value">The ID as the platform writes it.</param>
public readonly record struct EnvironmentId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
