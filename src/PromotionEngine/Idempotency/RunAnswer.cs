namespace PromotionEngine.Idempotency;

/// <summary>What a call that began a run is answered.</summary>
/// <param name="Response">The answer.</param>
/// <param name="IsRunning">Whether the run goes on after it.</param>
/// <typeparam name="TResponse">The action's answer.</typeparam>
internal sealed record RunAnswer<TResponse>(TResponse Response, bool IsRunning)
    where TResponse : class;
