namespace Faults.Tests.Rounds;

/// <summary>A promotion as the host shows it when a round has settled.</summary>
/// <param name="Id">Its ID.</param>
/// <param name="Status">Its status.</param>
/// <param name="InitiatedBy">Who started it.</param>
/// <param name="Steps">Its entries in the audit, in their order.</param>
internal sealed record SeenPromotion(string Id, string Status, string InitiatedBy, IReadOnlyList<AuditedStep> Steps);
