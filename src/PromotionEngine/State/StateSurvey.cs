namespace PromotionEngine.State;

/// <summary>What a store holds of ours.</summary>
/// <param name="Keys">Number of records, indexes and lists in the present layout, not counting nonces, budgets and outcomes of commits; 0 for a store that is wholly empty of ours.</param>
/// <param name="OtherLayouts">Layout versions, other than the present one, that keys of ours were found in.</param>
public sealed record StateSurvey(long Keys, IReadOnlyList<string> OtherLayouts);
