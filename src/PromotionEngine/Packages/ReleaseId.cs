namespace PromotionEngine.Packages;

/// <summary>ID of the release of an integration pack: what the platform calls the request's ID, <c>release-…</c>.</summary>
/// <param name="Value">The ID as the platform writes it.</param>
public readonly record struct ReleaseId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
