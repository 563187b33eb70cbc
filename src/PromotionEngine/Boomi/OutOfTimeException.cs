namespace PromotionEngine.Boomi;

/// <summary>
/// A call was not made because the lease of its run could not be shown to hold. That says nothing about the platform, so it is no failure of the run:
/// whoever owns the run makes the call again.
/// </summary>
public sealed class OutOfTimeException(string operation) : Exception($"{operation} was not sent: there is no time left in which it could be made.");
