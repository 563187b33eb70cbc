namespace PromotionEngine.Boomi.DataHub;

/// <summary>What set-up found and did.</summary>
/// <param name="Universes">Universe IDs by model name.</param>
/// <param name="Changes">What was changed, in words; empty when everything stood already.</param>
public sealed record RepositorySetupReport(IReadOnlyDictionary<string, string> Universes, IReadOnlyList<string> Changes);
