namespace PromotionEngine.State.Redis;

/// <summary>How a store gets from one layout to the next. Indexes and lists only move; what is to change in them is for the first step that needs it.</summary>
/// <param name="From">The layout before.</param>
/// <param name="ChangeRecord">The new value of a record, from its name (<c>promotion:…</c>) and its value; the same value where nothing changes.</param>
internal sealed record LayoutStep(int From, Func<string, string, string> ChangeRecord);
