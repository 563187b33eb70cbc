namespace PromotionEngine.State;

/// <summary>The store holds something that this version does not read: another layout, or another application's data under our key.</summary>
public sealed class StateLayoutException : StateUnavailableException
{
    /// <summary>Tells what was found and where.</summary>
    public StateLayoutException(string message, Exception? innerException = null)
        : base(message, outcomeUnknown: false, innerException)
    {
    }
}
