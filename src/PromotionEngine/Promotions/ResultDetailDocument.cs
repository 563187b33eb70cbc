namespace PromotionEngine.Promotions;

/// <summary>What <c>resultDetail</c> holds as JSON text.</summary>
/// <param name="Components">A component each.</param>
internal sealed record ResultDetailDocument(IReadOnlyList<ResultDetailEntry> Components);
