namespace PromotionEngine.Boomi.Platform;

/// <summary>How far a release has come.</summary>
public enum ReleaseProgress
{
    /// <summary>It waits for its date.</summary>
    Scheduled,

    /// <summary>The platform is at work on it.</summary>
    InProgress,

    /// <summary>It is out.</summary>
    Success,

    /// <summary>It failed.</summary>
    Error,
}
