namespace PromotionEngine.Idempotency;

/// <summary>What became of beginning a run. Neither an end nor a refusal: an equal call at another engine was faster.</summary>
/// <param name="Reference">What the call is bound to.</param>
/// <param name="Ended">Ends with the run; null when none was begun.</param>
/// <param name="Refusal">The answer of a call that begins none.</param>
/// <typeparam name="TResponse">The action's answer.</typeparam>
internal sealed record RunBegun<TResponse>(string Reference, Task? Ended, TResponse? Refusal)
    where TResponse : class;
