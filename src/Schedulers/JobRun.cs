namespace Schedulers;

/// <summary>A run of a job that ended.</summary>
/// <param name="At">When it began.</param>
/// <param name="TookMilliseconds">How long it took.</param>
/// <param name="Result"><c>Succeeded</c>, <c>Skipped</c> (there was nothing to do), <c>Failed</c> or <c>Cancelled</c>.</param>
/// <param name="Summary">The first findings of the engine's report; null when it had none.</param>
/// <param name="Node">The scheduler that ran it.</param>
public sealed record JobRun(DateTimeOffset At, double TookMilliseconds, string Result, string? Summary, string? Node);
