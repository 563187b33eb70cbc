using PromotionEngine.Promotions;

namespace PromotionEngine.State;

/// <summary>Something that somebody did.</summary>
/// <param name="At">When, by the store's clock.</param>
/// <param name="Actor">E-mail, or subject, of who did it.</param>
/// <param name="Act">What was done, usually the action's name.</param>
public sealed record AuditEvent(DateTimeOffset At, string Actor, string Act)
{
    /// <summary>The connector that named the actor; empty when the actor's own credentials did.</summary>
    public string AssertedBy { get; init; } = string.Empty;

    /// <summary>The promotion that it was done to, if any.</summary>
    public PromotionId? PromotionId { get; init; }

    /// <summary>How things stood before, for example a status.</summary>
    public string Before { get; init; } = string.Empty;

    /// <summary>How they stood after.</summary>
    public string After { get; init; } = string.Empty;

    /// <summary>Address that the call came from.</summary>
    public string Client { get; init; } = string.Empty;
}
