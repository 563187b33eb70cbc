using FlowServiceHost.Actions;
using FlowServiceHost.FlowConnector.Values;
using Google.Protobuf;
using Microsoft.Extensions.Options;

namespace FlowServiceHost.FlowConnector.Waiting;

/// <summary>
/// Answers an invocation: with its outcome when that comes in time, else by telling the flow to wait. Before a flow is told to wait, what it waits for is kept
/// in the queue; no callback leaves before it was told.
/// </summary>
internal sealed partial class InvocationWait(
    ActionRunner runner, AnswerDelivery delivery, AnswerQueue queue, CallbackHosts hosts, IOptions<FlowOptions> options, TimeProvider clock, ILogger<InvocationWait> logger)
{
    // Together with the threshold these stay below the second within which a flow is to be told.
    private static readonly TimeSpan QueuePatience = TimeSpan.FromMilliseconds(700);

    /// <summary>Writes the answer, or says what the problem is.</summary>
    public async Task<FlowProblem?> AnswerAsync(HttpContext context, Invocation invocation)
    {
        // Until the flow is told to wait, the work ends with the request; afterwards it goes on without it.
        using var life = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, delivery.Stopping);
        var untilTold = new RequestBoundWork(delivery.Stopping, context.RequestAborted);
        var work = runner.RunAsync(invocation.Prepared, untilTold.Token);
        untilTold.EndWith(work);
        if (!await EndsWithinAsync(work, options.Value.SyncTimeout, life.Token))
        {
            var (address, host, refusal) = hosts.Check(invocation.CallbackUri);
            if (address is not null)
            {
                untilTold.Release();
                await TellToWaitAsync(context, invocation, work);
                return null;
            }

            if (host.Length > 0)
            {
                await queue.RecordRefusalAsync(invocation.Prepared.Call!.Caller, host, refusal, life.Token);
            }

            if (!await EndsWithinAsync(work, FlowOptions.LongestAnswer - options.Value.SyncTimeout, life.Token))
            {
                untilTold.Release();
                return new FlowProblem(
                    StatusCodes.Status503ServiceUnavailable,
                    $"{invocation.Action.Action.Name} is still at work, and the flow cannot be called back: {refusal}. Look at the status of what it works on; do not start it again.");
            }
        }

        var outcome = await work;
        if (outcome.Status is not (StatusCodes.Status200OK or StatusCodes.Status202Accepted))
        {
            return new FlowProblem(outcome.Status, outcome.Message, outcome.RetryAfter);
        }

        await WriteAsync(context, ServiceResponse.Forward(invocation.Token, invocation.TenantId, invocation.Action, outcome.Response!, invocation.CameWrapped), context.RequestAborted);
        return null;
    }

    private async Task TellToWaitAsync(HttpContext context, Invocation invocation, Task<ActionOutcome> work)
    {
        var call = invocation.Prepared.Call!;
        var pending = new PendingInvocation(
            invocation.Action.Action.Name, invocation.Prepared.Request!.ToByteArray(), call.Caller, invocation.Token, invocation.TenantId, invocation.CallbackUri, clock.GetUtcNow())
        {
            PrimaryAccountId = call.PrimaryAccountId,
            CameWrapped = invocation.CameWrapped,
        };
        var owed = new OwedAnswer(pending, version: 0);
        var kept = queue.RegisterAsync(owed, AnswerQueue.HoldTime, QueuePatience, delivery.Stopping);
        var message = await delivery.MessageAsync(pending, QueuePatience, delivery.Stopping);
        var result = await kept;
        ToldToWait(logger, pending.Action, result, pending.Caller.CorrelationId);
        try
        {
            await WriteAsync(context, ServiceResponse.Wait(invocation.Token, invocation.TenantId, message), context.RequestAborted);
            await context.Response.CompleteAsync();
        }
        finally
        {
            // Somebody else follows a repeat: the request that came first, or another host.
            if (result != KeepResult.Elsewhere)
            {
                delivery.Follow(owed, work);
            }
        }
    }

    private static async Task WriteAsync(HttpContext context, byte[] body, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, cancellationToken);
    }

    private async Task<bool> EndsWithinAsync(Task work, TimeSpan time, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(work, Task.Delay(time, clock, ended.Token));
        await ended.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return ReferenceEquals(first, work);
    }

    [LoggerMessage(EventId = 3602, Level = LogLevel.Information, Message = "The flow of {Action} was told to wait (queue: {Result}); correlation ID {CorrelationId}.")]
    private static partial void ToldToWait(ILogger logger, string action, KeepResult result, string correlationId);
}
