namespace Promo;

/// <summary>What the service says of its audit log.</summary>
/// <param name="IsIntact">Whether the chain of seals holds.</param>
/// <param name="Mark">How far the log goes.</param>
internal sealed record AuditState(bool IsIntact, AuditMark Mark);
