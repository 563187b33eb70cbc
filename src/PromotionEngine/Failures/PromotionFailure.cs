namespace PromotionEngine.Failures;

/// <summary>A business outcome that ends an action: it becomes the answer's envelope, never a transport error.</summary>
/// <param name="code">A code of <see cref="Contract.Errors.ErrorCatalogue"/>.</param>
/// <param name="message">For a person: names the offending value and the way out.</param>
public sealed class PromotionFailure(string code, string message) : Exception(message)
{
    /// <summary>The error code.</summary>
    public string Code { get; } = code;
}
