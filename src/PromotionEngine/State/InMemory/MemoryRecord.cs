namespace PromotionEngine.State.InMemory;

/// <summary>A record in memory.</summary>
internal sealed record MemoryRecord(long Version, string Value, long LeaseToken, DateTimeOffset? ExpiresAt);
