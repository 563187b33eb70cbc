namespace PromotionEngine.Components;

/// <summary>ID of a folder. Opaque; folders are shared by all branches of an account.</summary>
/// <param name="Value">The ID as the platform writes it.</param>
public readonly record struct FolderId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
