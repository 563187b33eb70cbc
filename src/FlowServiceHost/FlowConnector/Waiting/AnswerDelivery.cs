using System.Collections.Concurrent;
using Contract.Errors;
using FlowServiceHost.Actions;
using FlowServiceHost.Engine;
using FlowServiceHost.FlowConnector.Metadata;
using FlowServiceHost.FlowConnector.Values;
using Google.Protobuf;
using Microsoft.Extensions.Options;

namespace FlowServiceHost.FlowConnector.Waiting;

/// <summary>
/// Follows work whose flow was told to wait: tells the flow how far it is, and when it is done delivers the one final answer. The answer is kept in the queue
/// before it is first offered, so that it outlives this host.
/// </summary>
internal sealed partial class AnswerDelivery(
    AnswerQueue queue, CallbackSender sender, CallbackHosts hosts, FlowCatalogue catalogue, ActionRunner runner, IOptions<FlowOptions> options, TimeProvider clock, ILogger<AnswerDelivery> logger)
    : IDisposable
{
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan EngineBackOff = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DescribePatience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, Task> _running = new(StringComparer.Ordinal);

    /// <summary>Ends when this host stops: work for a flow is bound to it, not to the request that began it.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Goes on with <paramref name="work"/> behind the back of the request that began it.</summary>
    public void Follow(OwedAnswer owed, Task<ActionOutcome> work) => Track(owed.Id, FollowSafelyAsync(owed, () => work));

    /// <summary>Goes on with what another host, or an earlier life of this one, left.</summary>
    public void TakeUp(OwedAnswer owed) => Track(owed.Id, FollowSafelyAsync(owed, () => RepeatAsync(owed.Invocation)));

    /// <summary>Hands everything over to whichever host takes it up.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running.Values).WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    /// <summary>What people read while they wait.</summary>
    public async Task<string> MessageAsync(PendingInvocation invocation, TimeSpan patience, CancellationToken cancellationToken)
    {
        var progress = await queue.DescribeAsync(invocation, patience, cancellationToken);
        var summary = catalogue.Find(invocation.Action)?.Action.Summary ?? invocation.Action;
        return progress.Length > 0 ? progress : $"{summary} This takes longer than usual; the page goes on by itself, and may be closed meanwhile.";
    }

    private void Track(string id, Task task)
    {
        if (!task.IsCompleted)
        {
            _running[id] = task;
            _ = task.ContinueWith(_ => _running.TryRemove(KeyValuePair.Create(id, task)), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private async Task FollowSafelyAsync(OwedAnswer owed, Func<Task<ActionOutcome>> work)
    {
        // The request that brought it here is not kept waiting.
        await Task.Yield();
        try
        {
            if (owed.Invocation.Answer is not null || await WorkAsync(owed, work()))
            {
                await DeliverAsync(owed);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            await queue.SaveAsync(owed, TimeSpan.Zero, CancellationToken.None);
        }
        catch (Exception exception)
        {
            // What is kept is taken up again when nobody holds it any more.
            DeliveryFailed(logger, owed.Invocation.Action, owed.Invocation.Caller.CorrelationId, exception);
        }
    }

    // Whether there is an answer to deliver now.
    private async Task<bool> WorkAsync(OwedAnswer owed, Task<ActionOutcome> work)
    {
        while (!await EndsWithinAsync(work, options.Value.ProgressInterval))
        {
            if (await queue.HoldAsync(owed, Stopping) == KeepResult.Elsewhere)
            {
                return false;
            }

            var message = await MessageAsync(owed.Invocation, DescribePatience, Stopping);
            var progress = ServiceResponse.Wait(owed.Invocation.Token, owed.Invocation.TenantId, message);
            if (!work.IsCompleted && await sender.SendAsync(owed.Invocation, progress, Stopping) == CallbackResult.Completed)
            {
                NobodyWaits(logger, owed.Invocation.Action, owed.Invocation.Caller.CorrelationId);
                await queue.SettleAsync(owed, Stopping);
                return false;
            }
        }

        var outcome = await OutcomeAsync(owed.Invocation, work);
        if (outcome.Status is StatusCodes.Status503ServiceUnavailable && clock.GetUtcNow() - owed.Invocation.AcceptedAt < options.Value.WorkTimeout)
        {
            // The engine is away or busy with just this: the repeat under the same token finds the same work.
            return await LaterAsync(owed, EngineBackOff) && await WorkAsync(owed, RepeatAsync(owed.Invocation));
        }

        var action = catalogue.Find(owed.Invocation.Action)!;
        var answer = ServiceResponse.Forward(owed.Invocation.Token, owed.Invocation.TenantId, action, outcome.Response!, owed.Invocation.CameWrapped);
        owed.Invocation = owed.Invocation with { Answer = answer, Request = [] };
        return await queue.SaveAsync(owed, AnswerQueue.HoldTime, Stopping) != KeepResult.Elsewhere;
    }

    private async Task DeliverAsync(OwedAnswer owed)
    {
        do
        {
            var invocation = owed.Invocation;
            var result = await sender.SendAsync(invocation, invocation.Answer!, Stopping);
            if (result is CallbackResult.Redirected or CallbackResult.Refused && invocation.Attempts == 0)
            {
                var (_, host, refusal) = hosts.Check(invocation.CallbackUri);
                await queue.RecordRefusalAsync(invocation.Caller, host, result == CallbackResult.Refused ? refusal : "the callback was answered with a redirect", Stopping);
            }

            var isOver = clock.GetUtcNow() - invocation.AcceptedAt >= options.Value.GiveUpAfter;
            if (result is CallbackResult.Accepted or CallbackResult.Completed or CallbackResult.Refused || isOver)
            {
                Ended(logger, invocation.Action, result, invocation.Attempts + 1, invocation.Caller.CorrelationId);
                await queue.SettleAsync(owed, Stopping);
                return;
            }

            owed.Invocation = invocation with { Attempts = invocation.Attempts + 1 };
        }
        while (await LaterAsync(owed, BackOff(owed.Invocation.Attempts)));
    }

    // Leaves the answer to whoever takes it up when it is due. While the queue cannot be reached, this host waits itself: then the answer is true.
    private async Task<bool> LaterAsync(OwedAnswer owed, TimeSpan pause)
    {
        if (await queue.SaveAsync(owed, pause, Stopping) != KeepResult.Unreachable)
        {
            return false;
        }

        await Task.Delay(pause, clock, Stopping);
        return true;
    }

    private static TimeSpan BackOff(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(LongestBackOff.TotalSeconds, Math.Pow(2, Math.Clamp(attempts - 1, 0, 16))));

    private async Task<bool> EndsWithinAsync(Task work, TimeSpan time)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        var first = await Task.WhenAny(work, Task.Delay(time, clock, ended.Token));
        await ended.CancelAsync();
        Stopping.ThrowIfCancellationRequested();
        return ReferenceEquals(first, work);
    }

    private async Task<ActionOutcome> OutcomeAsync(PendingInvocation invocation, Task<ActionOutcome> work)
    {
        try
        {
            return await work;
        }
        catch (Exception exception) when (!_stopping.IsCancellationRequested)
        {
            WorkFailed(logger, invocation.Action, invocation.Caller.CorrelationId, exception);
            return ActionOutcome.Refused(
                catalogue.Find(invocation.Action)!.Action,
                ErrorCodes.InternalError,
                $"Something went wrong inside the service. When reporting it, give the correlation ID {invocation.Caller.CorrelationId}.");
        }
    }

    private async Task<ActionOutcome> RepeatAsync(PendingInvocation invocation)
    {
        var action = catalogue.Find(invocation.Action)?.Action ?? throw new InvalidOperationException($"There is no action {invocation.Action} any more.");
        var request = action.Request.Descriptor.Parser.ParseFrom(invocation.Request);
        var call = new EngineCall(invocation.Caller, invocation.Token) { PrimaryAccountId = invocation.PrimaryAccountId };
        var prepared = new PreparedCall(action, invocation.Caller.Connector, request, call, Refusal: null, invocation.Caller.CorrelationId);
        return await runner.RunAsync(prepared, Stopping);
    }
}
