namespace Faults.Tests.Rounds;

/// <summary>An entry of the audit.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="Act">What was done.</param>
/// <param name="Before">The status before; empty for a new promotion.</param>
/// <param name="After">The status after.</param>
/// <param name="Actor">Whose act it was.</param>
internal sealed record AuditedStep(int Sequence, string Act, string Before, string After, string Actor = "");
