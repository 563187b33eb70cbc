namespace PromotionEngine.State;

/// <summary>A new link of a chained list.</summary>
/// <param name="Value">What is appended.</param>
/// <param name="Seal">What the next link is built on.</param>
public readonly record struct ChainLink(string Value, string Seal);
