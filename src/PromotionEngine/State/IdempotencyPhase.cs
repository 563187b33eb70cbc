namespace PromotionEngine.State;

/// <summary>How far the first call under an idempotency key got.</summary>
public enum IdempotencyPhase
{
    /// <summary>There was none, or what it left is forgotten.</summary>
    New,

    /// <summary>It began, and what it began is not known to be answered.</summary>
    Started,

    /// <summary>What it does is committed, and the answer as it was known then is kept; what follows the commit may not be done.</summary>
    Committed,

    /// <summary>It was answered.</summary>
    Answered,

    /// <summary>It had another body: this call is refused.</summary>
    OtherBody,

    /// <summary>Its body was sealed by an engine with another HMAC key, so that the bodies cannot be compared: this call is refused.</summary>
    OtherKey,
}
