namespace Contract.Errors;

/// <summary>An error code of the contract: what it means to a person, what that person does next, and whether repeating can help.</summary>
/// <param name="Code">The word that travels in <c>errorCode</c>.</param>
/// <param name="Meaning">What happened, in a sentence.</param>
/// <param name="NextStep">What the person who sees it does next.</param>
/// <param name="Retryable">Whether the same request may succeed later without anything being changed. Such answers are not kept for idempotency.</param>
public sealed record ErrorEntry(string Code, string Meaning, string NextStep, bool Retryable = false);
