namespace PromotionEngine.State;

/// <summary>An event in its place in the audit log.</summary>
/// <param name="Sequence">Its place, from 1 without gaps.</param>
/// <param name="Event">What was done.</param>
public sealed record AuditRecord(long Sequence, AuditEvent Event);
