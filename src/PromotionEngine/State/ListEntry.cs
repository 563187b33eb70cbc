namespace PromotionEngine.State;

/// <summary>An entry of an append-only list.</summary>
/// <param name="Sequence">Its place, counted from 1 without gaps.</param>
/// <param name="Value">What was appended.</param>
public readonly record struct ListEntry(long Sequence, string Value);
