namespace PromotionEngine.Boomi;

/// <summary>An answer arrived that is too large or not text.</summary>
internal sealed class UnreadableAnswerException(int status, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public int Status { get; } = status;
}
