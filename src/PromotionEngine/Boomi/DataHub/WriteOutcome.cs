namespace PromotionEngine.Boomi.DataHub;

/// <summary>What became of an entity.</summary>
/// <param name="EntityId">The entity's ID in the source.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="RecordId">The golden record; empty when there is none.</param>
/// <param name="Cause">Cause of a quarantine, for example <c>REQUIRED_FIELD</c>; else empty.</param>
/// <param name="Message">What DataHub said about it; else empty.</param>
public sealed record WriteOutcome(string EntityId, WriteOutcomeKind Kind, string RecordId, string Cause, string Message)
{
    /// <summary>Whether the entity is in a golden record now.</summary>
    public bool IsWritten => Kind is not (WriteOutcomeKind.Quarantined or WriteOutcomeKind.Errored);
}
