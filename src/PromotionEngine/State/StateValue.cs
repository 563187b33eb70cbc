namespace PromotionEngine.State;

/// <summary>A record as the store holds it.</summary>
/// <param name="Version">Number of the commit that wrote it. Never used twice for one key, not even after the key was deleted or the store rebuilt.</param>
/// <param name="Value">What was put, usually JSON.</param>
public readonly record struct StateValue(long Version, string Value);
