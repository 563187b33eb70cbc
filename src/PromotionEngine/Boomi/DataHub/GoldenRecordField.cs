namespace PromotionEngine.Boomi.DataHub;

/// <summary>A field of a golden record.</summary>
/// <param name="Name">Name in batches and answers.</param>
/// <param name="Type">Type.</param>
/// <param name="Required">Whether an entity without it goes to quarantine.</param>
/// <param name="MaxLength">Most characters; 0 where the type has no length.</param>
public sealed record GoldenRecordField(string Name, GoldenFieldType Type, bool Required, int MaxLength)
{
    /// <summary>Name in queries, match rules and titles: upper case.</summary>
    public string UniqueId => Name.ToUpperInvariant();
}
