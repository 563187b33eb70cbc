namespace PromotionEngine.Boomi.Platform;

/// <summary>A call of the Platform API failed. Messages carry at most 500 characters of what the platform said, and never credentials.</summary>
public sealed class PlatformException : Exception
{
    /// <summary>A failure.</summary>
    /// <param name="kind">What kind of failure it is.</param>
    /// <param name="status">HTTP status of the last answer; 0 when there was none.</param>
    /// <param name="message">What the platform said, or what went wrong.</param>
    /// <param name="operation">The operation, for example <c>Component GET</c>.</param>
    /// <param name="innerException">The cause, when there is one.</param>
    public PlatformException(PlatformErrorKind kind, int status, string message, string operation = "", Exception? innerException = null)
        : base(message, innerException)
    {
        Kind = kind;
        Status = status;
        Operation = operation;
    }

    /// <summary>What kind of failure it is.</summary>
    public PlatformErrorKind Kind { get; }

    /// <summary>HTTP status of the last answer; 0 when there was none.</summary>
    public int Status { get; }

    /// <summary>The operation, for example <c>Component GET</c>.</summary>
    public string Operation { get; }
}
