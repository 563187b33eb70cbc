namespace PromotionEngine.Notifications;

/// <summary>A mail was not taken by the server, or whether it was is not known.</summary>
/// <param name="isServerDown">Whether no mail would be taken now; false when the server refused this one.</param>
/// <param name="message">What the server said, or what went wrong. Never credentials.</param>
/// <param name="innerException">The cause.</param>
public sealed class MailNotSentException(bool isServerDown, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Whether no mail would be taken now; false when the server refused this one.</summary>
    public bool IsServerDown { get; } = isServerDown;
}
