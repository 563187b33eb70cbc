namespace PromotionEngine.Packages;

/// <summary>ID of a packaged component.</summary>
/// <param name="Value">The ID as the platform writes it.</param>
public readonly record struct PackageId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
