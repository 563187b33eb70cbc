namespace PromotionEngine.Promotions;

/// <summary>How a release propagates, after the platform accepted it.</summary>
public enum ReleaseState
{
    /// <summary>The platform has not accepted a release yet.</summary>
    None,

    /// <summary>Accepted and waiting.</summary>
    Pending,

    /// <summary>On its way.</summary>
    InProgress,

    /// <summary>Everywhere.</summary>
    Complete,

    /// <summary>The platform gave up; it may be released again.</summary>
    Failed,
}
