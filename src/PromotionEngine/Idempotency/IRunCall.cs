namespace PromotionEngine.Idempotency;

/// <summary>A call that begins a run, which goes on when its caller or its engine is gone.</summary>
/// <typeparam name="TResponse">The action's answer.</typeparam>
internal interface IRunCall<TResponse>
    where TResponse : class
{
    /// <summary>Begins the run, and binds the call to it in the same commit.</summary>
    Task<RunBegun<TResponse>> BeginAsync(CancellationToken cancellationToken);

    /// <summary>Ends when the run ends in this engine; ended when it is not here.</summary>
    Task EndOf(string reference);

    /// <summary>Whether the run goes on, wherever.</summary>
    Task<bool> IsRunningAsync(string reference, CancellationToken cancellationToken);

    /// <summary>The answer, rebuilt from the run, when it has ended or as soon as the caller wants it.</summary>
    Task<RunAnswer<TResponse>> AnswerAsync(string reference, Task ended, CancellationToken cancellationToken);
}
