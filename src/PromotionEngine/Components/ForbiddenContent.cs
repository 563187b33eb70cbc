namespace PromotionEngine.Components;

/// <summary>Something that an outgoing document must not hold.</summary>
/// <param name="Kind">A dev ID or a stripped value.</param>
/// <param name="DevId">The ID, as spelled in the set that was looked for; null for a value, which is never named.</param>
/// <param name="Path">The element it stands in, by the names of the elements from the root; a long path is shortened at the front.</param>
public sealed record ForbiddenContent(ForbiddenKind Kind, string? DevId, string Path);
