namespace PromotionEngine.Boomi;

/// <summary>No connection was made, so the platform never saw the request: sending it again does no harm, whatever it is.</summary>
internal sealed class UnsentRequestException(string message, Exception innerException) : Exception(message, innerException);
