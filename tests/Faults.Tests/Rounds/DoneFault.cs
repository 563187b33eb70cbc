namespace Faults.Tests.Rounds;

/// <summary>A fault that was done.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Hits">How many processes, connections, calls, writes or mails it hit.</param>
internal sealed record DoneFault(FaultKind Kind, int Hits)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Kind} ({Hits})");
}
