namespace PromotionEngine.State;

/// <summary>An entry of a run's journal.</summary>
/// <param name="Step">Name of the step, with what tells it from others of its kind, for example <c>write:{componentId}</c>.</param>
/// <param name="Phase">Before or after the step.</param>
/// <param name="At">When it was made, by the store's clock.</param>
/// <param name="LeaseToken">The lease that it was made under.</param>
/// <param name="Detail">What settling or undoing the step needs, as JSON; never component XML.</param>
public sealed record JournalEntry(string Step, JournalPhase Phase, DateTimeOffset At, long LeaseToken, string Detail = "");
