namespace PromotionEngine.State;

/// <summary>For whom a call of Boomi is made. Each lane has a minimum share of the budget, and takes what the others leave.</summary>
public enum CallLane
{
    /// <summary>A person waits for the answer.</summary>
    Interactive,

    /// <summary>A running promotion.</summary>
    Run,

    /// <summary>Publishing, sweeps and other work that nobody waits for.</summary>
    Housekeeping,
}
