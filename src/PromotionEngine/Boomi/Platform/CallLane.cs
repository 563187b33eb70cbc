namespace PromotionEngine.Boomi.Platform;

/// <summary>Who waits for a call. Each lane has a minimum share of the request budget, so that none starves.</summary>
public enum CallLane
{
    /// <summary>A person waits for the answer.</summary>
    Interactive,

    /// <summary>A running promotion needs it.</summary>
    Run,

    /// <summary>Sweeps, polls and other work that nobody waits for.</summary>
    Housekeeping,
}
