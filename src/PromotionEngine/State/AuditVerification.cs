namespace PromotionEngine.State;

/// <summary>Whether the audit log is as it was written.</summary>
/// <param name="Length">Entries that were looked at.</param>
/// <param name="FirstBroken">Sequence number of the first entry that is not as it was written, or follows a removed one; null when all are.</param>
public sealed record AuditVerification(long Length, long? FirstBroken)
{
    /// <summary>Whether no entry was changed, removed or put in between.</summary>
    public bool IsIntact => FirstBroken is null;
}
