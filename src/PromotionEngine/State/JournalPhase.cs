namespace PromotionEngine.State;

/// <summary>Whether a journal entry was made before a step or after it.</summary>
public enum JournalPhase
{
    /// <summary>The step is about to be done; it may or may not have had its effect.</summary>
    Intent,

    /// <summary>The step is done and its effect known.</summary>
    Outcome,
}
