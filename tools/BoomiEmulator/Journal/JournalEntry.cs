namespace BoomiEmulator.Journal;

/// <summary>A request that is answered, or cut.</summary>
/// <param name="Sequence">From 1, in the order of the answers.</param>
/// <param name="Time">When it came.</param>
/// <param name="Method">The verb.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Account">The account that was operated on, or empty.</param>
/// <param name="User">The user part of the credentials, or empty.</param>
/// <param name="Operation">Such as <c>Component.create</c>.</param>
/// <param name="Status">The HTTP status; 0 when the connection was cut.</param>
/// <param name="DurationMs">Milliseconds until its answer began.</param>
/// <param name="Fault">The fault that was done to it, or null.</param>
public sealed record JournalEntry(
    long Sequence,
    DateTimeOffset Time,
    string Method,
    string Path,
    string Account,
    string User,
    string Operation,
    int Status,
    double DurationMs,
    string? Fault);
