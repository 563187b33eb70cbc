namespace Promo;

/// <summary>How far the audit log was seen.</summary>
/// <param name="Count">How many entries there were.</param>
/// <param name="Newest">SHA-256 of the newest of them, as the service answered it; empty when there was none.</param>
internal sealed record AuditMark(int Count, string Newest);
