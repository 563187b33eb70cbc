namespace PromotionEngine.Boomi.DataHub;

/// <summary>A source entity that contributes to a golden record.</summary>
/// <param name="Source">ID of the source.</param>
/// <param name="EntityId">The entity's ID in that source.</param>
public sealed record RecordLink(string Source, string EntityId);
