namespace PromotionEngine.Promotions;

/// <summary>Which engine owns a promotion's run, and until when.</summary>
/// <param name="Owner">Name of the engine instance.</param>
/// <param name="Token">Grows by one with every takeover; a commit that carries an older one is refused.</param>
/// <param name="ExpiresAt">Instant of the store's clock after which another engine may take over, as it was when the lease was taken; renewals are kept apart.</param>
public sealed record RunLease(string Owner, long Token, DateTimeOffset ExpiresAt);
