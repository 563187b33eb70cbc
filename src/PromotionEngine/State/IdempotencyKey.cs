namespace PromotionEngine.State;

/// <summary>What makes two calls the same.</summary>
/// <param name="Scope">Connector and person.</param>
/// <param name="Action">Name of the action.</param>
/// <param name="Key">What the caller sent as its key.</param>
public sealed record IdempotencyKey(string Scope, string Action, string Key);
