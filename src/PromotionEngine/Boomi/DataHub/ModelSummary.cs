namespace PromotionEngine.Boomi.DataHub;

/// <summary>A model in the administration's list.</summary>
/// <param name="Id">ID; the universe has the same.</param>
/// <param name="IsPublished">Whether a version was published.</param>
/// <param name="LatestVersion">The latest published version; 0 when there is none.</param>
internal sealed record ModelSummary(string Id, bool IsPublished, int LatestVersion);
