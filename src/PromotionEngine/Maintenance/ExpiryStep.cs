namespace PromotionEngine.Maintenance;

/// <summary>What the sweep of stale branches does with a promotion.</summary>
internal enum ExpiryStep
{
    /// <summary>It has time left, or waits for the end of its notice.</summary>
    None,

    /// <summary>Its people are told that it is about to expire.</summary>
    Warn,

    /// <summary>It ends.</summary>
    End,
}
