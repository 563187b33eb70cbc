namespace PromotionEngine.State;

/// <summary>The state of an environment before a change.</summary>
/// <param name="SavedAt">When it was saved.</param>
/// <param name="SavedBy">Who made the change that followed.</param>
/// <param name="Packed">The masked extensions as JSON, deflated, in Base64.</param>
public sealed record KeptImage(DateTimeOffset SavedAt, string SavedBy, string Packed);
