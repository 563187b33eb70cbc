namespace PromotionEngine.Boomi.DataHub;

/// <summary>A call of DataHub failed. Messages carry at most 500 characters of what DataHub said, and never credentials.</summary>
public sealed class DataHubException : Exception
{
    /// <summary>A failure.</summary>
    /// <param name="kind">What kind of failure it is.</param>
    /// <param name="status">HTTP status of the last answer; 0 when there was none.</param>
    /// <param name="message">What DataHub said, or what went wrong.</param>
    /// <param name="innerException">The cause, when there is one.</param>
    public DataHubException(DataHubErrorKind kind, int status, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Kind = kind;
        Status = status;
    }

    /// <summary>What kind of failure it is.</summary>
    public DataHubErrorKind Kind { get; }

    /// <summary>HTTP status of the last answer; 0 when there was none.</summary>
    public int Status { get; }
}
