using Contract.Calls;
using Google.Protobuf;
using Grpc.Core;
using PromotionService.V1;

namespace FlowServiceHost.FlowConnector.Waiting;

/// <summary>The queue of owed answers, which the engine keeps. No member throws when the engine is away: what it keeps is taken up when it is back.</summary>
internal sealed partial class AnswerQueue(CallInvoker invoker, InvocationSeal seal, TimeProvider clock, ILogger<AnswerQueue> logger)
{
    private const string Program = "flow-service-host";

    /// <summary>How long this host holds an answer without saying so again. Longer than progress is apart and than a callback may take.</summary>
    public static readonly TimeSpan HoldTime = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly DeferredAnswers.DeferredAnswersClient _client = new(invoker);
    private bool _isAway;

    /// <summary>Keeps an answer that is not kept yet; it is held for <paramref name="hold"/>.</summary>
    public async Task<KeepResult> RegisterAsync(OwedAnswer owed, TimeSpan hold, TimeSpan patience, CancellationToken cancellationToken)
    {
        var request = new RegisterRequest { Id = owed.Id, Content = Sealed(owed), HoldMilliseconds = (int)hold.TotalMilliseconds };
        var answer = await CallAsync(options => _client.RegisterAsync(request, options), patience, cancellationToken);
        owed.Version = answer?.Version ?? 0;
        return answer is null ? KeepResult.Unreachable : owed.Version > 0 ? KeepResult.Kept : KeepResult.Elsewhere;
    }

    /// <summary>Takes up answers that no host holds.</summary>
    public async Task<IReadOnlyList<OwedAnswer>> ClaimAsync(int take, CancellationToken cancellationToken)
    {
        var request = new ClaimRequest { Take = take, HoldMilliseconds = (int)HoldTime.TotalMilliseconds };
        var answer = await CallAsync(options => _client.ClaimAsync(request, options), Patience, cancellationToken);
        var owed = new List<OwedAnswer>();
        foreach (var claimed in answer?.Answers ?? [])
        {
            if (seal.Open(claimed.Id, claimed.Content.Span) is { } invocation)
            {
                owed.Add(new OwedAnswer(invocation, claimed.Version));
            }
            else
            {
                CannotOpen(logger, claimed.Id);
            }
        }

        return owed;
    }

    /// <summary>Goes on holding an answer; one that is not kept yet is registered.</summary>
    public async Task<KeepResult> HoldAsync(OwedAnswer owed, CancellationToken cancellationToken)
    {
        if (owed.Version == 0)
        {
            return await RegisterAsync(owed, HoldTime, Patience, cancellationToken);
        }

        var request = new HoldRequest { Id = owed.Id, Version = owed.Version, HoldMilliseconds = (int)HoldTime.TotalMilliseconds };
        var answer = await CallAsync(options => _client.HoldAsync(request, options), Patience, cancellationToken);
        return answer is null ? KeepResult.Unreachable : answer.Held ? KeepResult.Kept : KeepResult.Elsewhere;
    }

    /// <summary>Keeps the answer as it is known now; any host may take it up after <paramref name="due"/>.</summary>
    public async Task<KeepResult> SaveAsync(OwedAnswer owed, TimeSpan due, CancellationToken cancellationToken)
    {
        if (owed.Version == 0)
        {
            return await RegisterAsync(owed, due, Patience, cancellationToken);
        }

        var request = new SaveRequest { Id = owed.Id, Version = owed.Version, Content = Sealed(owed), DueMilliseconds = (int)due.TotalMilliseconds };
        var answer = await CallAsync(options => _client.SaveAsync(request, options), Patience, cancellationToken);
        if (answer is null)
        {
            return KeepResult.Unreachable;
        }

        owed.Version = answer.Version > 0 ? answer.Version : owed.Version;
        return answer.Version > 0 ? KeepResult.Kept : KeepResult.Elsewhere;
    }

    /// <summary>The answer is delivered, or nobody waits for it.</summary>
    public async Task SettleAsync(OwedAnswer owed, CancellationToken cancellationToken)
    {
        if (owed.Version > 0)
        {
            var request = new SettleRequest { Id = owed.Id, Version = owed.Version };
            await CallAsync(options => _client.SettleAsync(request, options), Patience, cancellationToken);
        }
    }

    /// <summary>How far the work is, for people; empty when the engine does not know or does not say in time.</summary>
    public async Task<string> DescribeAsync(PendingInvocation invocation, TimeSpan patience, CancellationToken cancellationToken)
    {
        var request = new DescribeWorkRequest { Action = invocation.Action, IdempotencyKey = invocation.Token };
        var answer = await CallAsync(options => _client.DescribeWorkAsync(request, options), patience, cancellationToken, invocation.Caller);
        return answer?.Message ?? string.Empty;
    }

    /// <summary>Has the audit know that a callback address was refused.</summary>
    public async Task RecordRefusalAsync(CallerIdentity caller, string host, string reason, CancellationToken cancellationToken)
    {
        CallbackRefused(logger, host, reason, caller.CorrelationId);
        var request = new RecordRefusalRequest { Host = host, Reason = reason };
        await CallAsync(options => _client.RecordRefusalAsync(request, options), Patience, cancellationToken, caller);
    }

    private ByteString Sealed(OwedAnswer owed) => UnsafeByteOperations.UnsafeWrap(seal.Close(owed.Id, owed.Invocation));

    private async Task<TResponse?> CallAsync<TResponse>(
        Func<CallOptions, AsyncUnaryCall<TResponse>> call, TimeSpan patience, CancellationToken cancellationToken, CallerIdentity? caller = null)
        where TResponse : class
    {
        var headers = new Grpc.Core.Metadata();
        (caller ?? CallerIdentity.ForService(Program, Guid.NewGuid().ToString("n"))).AddTo(headers);
        try
        {
            using var running = call(new CallOptions(headers, (clock.GetUtcNow() + patience).UtcDateTime, cancellationToken));

            // The deadline above is for the engine to know; a flow must be told in time whatever becomes of the call.
            var answer = await running.ResponseAsync.WaitAsync(patience, clock, cancellationToken);
            _isAway = false;
            return answer;
        }
        catch (TimeoutException)
        {
            QueueIsAway(StatusCode.DeadlineExceeded, exception: null);
            return null;
        }
        catch (RpcException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (RpcException exception)
        {
            QueueIsAway(exception.StatusCode, exception);
            return null;
        }
    }

    // Told once, not at every look at the queue.
    private void QueueIsAway(StatusCode status, RpcException? exception)
    {
        if (!_isAway)
        {
            QueueAway(logger, status, exception);
        }

        _isAway = true;
    }
}
