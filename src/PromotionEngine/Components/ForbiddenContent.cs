namespace PromotionEngine.Components;

/// <summary>Something that an outgoing document must not hold.</summary>
/// <param name="Kind">A dev ID or a stripped value.</param>
/// <param name="DevId">The ID, as spelled in the set that was looked for; null for a value, which is never named.</param>
/// <param name="Line">The line it stands in, counted from 1.</param>
/// <param name="Column">The column where it, or the value that holds it, begins, counted from 1.</param>
public sealed record ForbiddenContent(ForbiddenKind Kind, string? DevId, int Line, int Column);
