namespace PromotionEngine.State;

/// <summary>A page of the audit log.</summary>
/// <param name="Records">The records asked for, newest first.</param>
/// <param name="TotalCount">How many there are in all that the filter takes.</param>
/// <param name="Chain">Whether the whole log is as it was written.</param>
public sealed record AuditPage(IReadOnlyList<AuditRecord> Records, int TotalCount, AuditVerification Chain);
