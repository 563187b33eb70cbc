using PromotionEngine.Promotions;

namespace PromotionEngine.State;

/// <summary>Which audit records to answer; what is null does not limit.</summary>
public sealed record AuditFilter
{
    /// <summary>Only those of this promotion.</summary>
    public PromotionId? PromotionId { get; init; }

    /// <summary>Only those of this actor; upper and lower case are one.</summary>
    public string? Actor { get; init; }

    /// <summary>Only those at or after this instant.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only those at or before this instant.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only those for which this holds, for example because the caller may see the promotion.</summary>
    public Func<AuditEvent, bool>? Visible { get; init; }

    internal bool Takes(AuditEvent entry) =>
        (PromotionId is null || entry.PromotionId == PromotionId)
        && (Actor is null || string.Equals(entry.Actor, Actor, StringComparison.OrdinalIgnoreCase))
        && (From is null || entry.At >= From)
        && (Until is null || entry.At <= Until)
        && (Visible is null || Visible(entry));
}
