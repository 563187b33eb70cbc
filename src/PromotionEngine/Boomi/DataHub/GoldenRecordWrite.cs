namespace PromotionEngine.Boomi.DataHub;

/// <summary>
/// An entity to be written. A field that is absent keeps its value in the golden record, an empty one is cleared. The natural key must be there.
/// </summary>
/// <param name="Fields">Values by field name.</param>
public sealed record GoldenRecordWrite(IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>The entity's ID in the source; null to use the one that the source already has for the record, else the natural key.</summary>
    public string? EntityId { get; init; }
}
