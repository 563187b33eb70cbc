namespace BoomiEmulator.State;

/// <summary>What an API caller decides about a component of a merge request.</summary>
/// <param name="ComponentId">The component.</param>
/// <param name="Resolution">OVERRIDE or KEEP_DESTINATION; null leaves it as it is.</param>
/// <param name="Excluded">Whether it is left out; null leaves it as it is.</param>
public sealed record MergeDecision(string? ComponentId, string? Resolution, bool? Excluded);
