namespace PromotionEngine.Components;

/// <summary>Something that an outgoing document must not hold.</summary>
/// <param name="Kind">A dev ID or a stripped value.</param>
/// <param name="DevId">The ID, in lower case; null for a value, which is never named.</param>
/// <param name="Path">The element it stands in.</param>
public sealed record ForbiddenContent(ForbiddenKind Kind, string? DevId, string Path);
