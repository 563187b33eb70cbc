namespace PromotionEngine.Boomi;

/// <summary>The request may have reached the platform, but its answer did not arrive: cut connection or time limit.</summary>
internal sealed class LostAnswerException(string message, Exception innerException) : Exception(message, innerException);
