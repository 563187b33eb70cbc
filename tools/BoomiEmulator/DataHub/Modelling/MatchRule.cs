namespace BoomiEmulator.DataHub.Modelling;

/// <summary>One match rule; rules are tried in order and the first that finds a record decides.</summary>
internal sealed record MatchRule(int Ordinal, MatchGroup Root);
