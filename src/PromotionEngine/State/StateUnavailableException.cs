namespace PromotionEngine.State;

/// <summary>The state store cannot be reached, cannot write, or holds what this version does not read. The host answers 503.</summary>
public class StateUnavailableException : Exception
{
    /// <summary>Tells what was tried.</summary>
    /// <param name="message">What was tried and what the store said; never a value out of the store.</param>
    /// <param name="outcomeUnknown">Whether the commit may have been made all the same. Sending the same commit again settles it.</param>
    /// <param name="innerException">What the client threw.</param>
    public StateUnavailableException(string message, bool outcomeUnknown = false, Exception? innerException = null)
        : base(message, innerException) => OutcomeUnknown = outcomeUnknown;

    /// <summary>Whether the commit may have been made all the same.</summary>
    public bool OutcomeUnknown { get; }
}
