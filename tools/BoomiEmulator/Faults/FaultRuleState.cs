namespace BoomiEmulator.Faults;

/// <summary>A rule of the plan in force.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Matches">How many requests matched its conditions.</param>
/// <param name="Hits">How many of those were hit.</param>
public sealed record FaultRuleState(FaultRule Rule, int Matches, int Hits);
