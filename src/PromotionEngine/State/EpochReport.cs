namespace PromotionEngine.State;

/// <summary>What is known of the store's epoch.</summary>
/// <param name="Status">Whether writes are let through.</param>
/// <param name="Detail">Why not, for people; empty when they are.</param>
public sealed record EpochReport(EpochStatus Status, string Detail);
