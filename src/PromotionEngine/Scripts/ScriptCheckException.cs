namespace PromotionEngine.Scripts;

/// <summary>A script could not be checked: nothing is known about it. The message says what is missing or what went wrong.</summary>
public sealed class ScriptCheckException(string message, Exception? innerException = null) : Exception(message, innerException);
