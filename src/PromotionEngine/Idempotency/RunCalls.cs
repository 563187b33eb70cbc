using Contract.Errors;
using Google.Protobuf;
using PromotionEngine.Failures;
using PromotionEngine.State;

namespace PromotionEngine.Idempotency;

/// <summary>
/// Answers calls that begin runs. A repeat of an equal call waits for the run that the first began, and is given the same answer; so is the repeat of one that
/// was refused before anything began.
/// </summary>
internal sealed class RunCalls(IdempotentCalls calls)
{
    /// <summary>Answers <paramref name="run"/>, once for equal calls under <paramref name="call"/>; null stands for a caller without a key.</summary>
    public async Task<RunAnswer<TResponse>> ExecuteAsync<TResponse>(IdempotentCall? call, IRunCall<TResponse> run, CancellationToken cancellationToken)
        where TResponse : class, IMessage<TResponse>
    {
        if (call is null)
        {
            var begun = await run.BeginAsync(cancellationToken);
            while (begun is { Ended: null, Refusal: null })
            {
                begun = await run.BeginAsync(cancellationToken);
            }

            return begun.Refusal is { } refused ? new RunAnswer<TResponse>(refused, IsRunning: false) : await run.AnswerAsync(begun.Reference, begun.Ended!, cancellationToken);
        }

        while (true)
        {
            var (begun, isMine) = await BeginOnceAsync(call, run, cancellationToken);
            if (begun.Refusal is { } refusal)
            {
                return new RunAnswer<TResponse>(refusal, IsRunning: false);
            }

            var answer = await run.AnswerAsync(begun.Reference, begun.Ended!, cancellationToken);
            if (answer.IsRunning)
            {
                return answer;
            }

            if (!ErrorCatalogue.IsRetryable(Envelope.CodeOf(answer.Response)))
            {
                await calls.KeepAsync(call, answer.Response, cancellationToken);
                return answer;
            }

            // Such an answer is not kept. Who waited for the run gets it; who came when the run had failed long ago starts a new one.
            await calls.ForgetAsync(call, begun.Reference, cancellationToken);
            if (isMine)
            {
                return answer;
            }
        }
    }

    private async Task<(RunBegun<TResponse> Begun, bool IsMine)> BeginOnceAsync<TResponse>(IdempotentCall call, IRunCall<TResponse> run, CancellationToken cancellationToken)
        where TResponse : class, IMessage<TResponse>
    {
        using var turn = await calls.EnterAsync(call, cancellationToken);
        while (true)
        {
            var state = await calls.FindAsync(call, cancellationToken);
            switch (state.Phase)
            {
                case IdempotencyPhase.Answered:
                    var kept = Activator.CreateInstance<TResponse>();
                    kept.MergeFrom(state.Answer.Span);
                    return (new RunBegun<TResponse>(string.Empty, null, kept), false);
                case IdempotencyPhase.Started:
                    var isRunning = await run.IsRunningAsync(state.Reference, cancellationToken);
                    return (new RunBegun<TResponse>(state.Reference, run.EndOf(state.Reference), null), isRunning);
            }

            var begun = await BeginOrRefuseAsync(call, run, cancellationToken);
            if (begun is { Ended: not null } || (begun?.Refusal is { } refusal && await calls.KeepRefusalAsync(call, refusal, cancellationToken)))
            {
                return (begun, true);
            }
        }
    }

    // Null when what stands in the way may be the run of an equal call at another engine.
    private async Task<RunBegun<TResponse>?> BeginOrRefuseAsync<TResponse>(IdempotentCall call, IRunCall<TResponse> run, CancellationToken cancellationToken)
        where TResponse : class, IMessage<TResponse>
    {
        try
        {
            return await run.BeginAsync(cancellationToken);
        }
        catch (Exception exception) when (FailureTranslation.Translate(exception) is { } failure)
        {
            if ((await calls.FindAsync(call, cancellationToken)).Phase != IdempotencyPhase.New)
            {
                return null;
            }

            if (IdempotentCalls.IsKept(failure.Code))
            {
                return new RunBegun<TResponse>(string.Empty, null, Envelope.Of<TResponse>(failure));
            }

            throw;
        }
    }
}
