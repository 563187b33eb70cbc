namespace PromotionEngine.State;

/// <summary>What a person's page had when it was left.</summary>
/// <param name="State">JSON text, as it was saved.</param>
/// <param name="SavedAt">When, by the store's clock.</param>
public sealed record Session(string State, DateTimeOffset SavedAt);
