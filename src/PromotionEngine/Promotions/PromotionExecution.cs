using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Failures;
using PromotionEngine.Idempotency;
using PromotionEngine.Promotions.Running;
using PromotionEngine.State;
using PromotionService.V1;

namespace PromotionEngine.Promotions;

/// <summary>The way of a promotion from the request to its answer: plan, check the connections, claim, run, wait.</summary>
internal sealed class PromotionExecution(
    PlatformClient client, PromotionPlanner planner, PromotionStarter starter, RunWaiter waiter, RunHost host, IdempotentCalls calls, DryRun dryRun, TimeProvider time)
{
    /// <summary>Says what <see cref="ExecuteAsync"/> would do; nothing is written and no slot is taken.</summary>
    public async Task<ExecutePromotionResponse> DryRunAsync(PromotionOrder order, CancellationToken cancellationToken)
    {
        var platform = client.In(new CallScope(CallLane.Interactive));
        var plan = await planner.PlanAsync(platform, order, cancellationToken);
        if (MissingMappings(plan) is { } missing)
        {
            return missing;
        }

        var results = await dryRun.RunAsync(platform, plan, cancellationToken);
        var failed = results.Where(result => result.Action == ComponentResult.Failed).ToList();
        return new ExecutePromotionResponse
        {
            Success = failed.Count == 0,
            ErrorCode = failed.Count == 0 ? string.Empty : ErrorCodes.PromotionFailed,
            ErrorMessage = failed.Count == 0 ? string.Empty : $"{failed.Count} of {results.Count} components could not be promoted: {Listing.Of(failed.Select(result => result.ErrorMessage))}",
            BranchId = string.Empty,
            BranchName = string.Empty,
            ConnectionsSkipped = plan.Connections.Count,
            ComponentsTotal = results.Count,
            ComponentsCreated = results.Count(result => result.Action == ComponentResult.Created),
            ComponentsUpdated = results.Count(result => result.Action == ComponentResult.Updated),
            ComponentsFailed = failed.Count,
            PromotionResults = { results.Select(PromotionMessages.ToMessage) },
        };
    }

    /// <summary>
    /// Promotes. The run belongs to the engine: a caller who hangs up does not stop it. A repeat of an equal call waits for the run that the first began, and is
    /// given the same answer; so is the repeat of one that was refused before anything began.
    /// </summary>
    /// <param name="order">What to promote.</param>
    /// <param name="request">Who promotes, and under which idempotency key.</param>
    /// <param name="waitForEnd">Whether to answer when the run has ended, not as soon as it is claimed.</param>
    /// <param name="cancellationToken">Ends the waiting, not the run.</param>
    public async Task<ExecutionAnswer> ExecuteAsync(PromotionOrder order, StartRequest request, bool waitForEnd, CancellationToken cancellationToken)
    {
        if (request.Call is not { } call)
        {
            var begun = await BeginAsync(order, request, cancellationToken);
            return begun.Refusal is { } missing ? new ExecutionAnswer(missing, IsRunning: false) : await AnswerAsync(begun.Id, begun.Ended!, waitForEnd, cancellationToken);
        }

        while (true)
        {
            var (id, ended, refusal, isMine) = await BeginOnceAsync(order, request, call, cancellationToken);
            if (refusal is not null)
            {
                return new ExecutionAnswer(refusal, IsRunning: false);
            }

            var answer = await AnswerAsync(id, ended!, waitForEnd, cancellationToken);
            if (answer.IsRunning)
            {
                return answer;
            }

            if (!ErrorCatalogue.IsRetryable(answer.Response.ErrorCode))
            {
                await calls.KeepAsync(call, answer.Response, cancellationToken);
                return answer;
            }

            // Such an answer is not kept. Who waited for the run gets it; who came when the run had failed long ago starts a new one.
            await calls.ForgetAsync(call, id.Value, cancellationToken);
            if (isMine)
            {
                return answer;
            }
        }
    }

    private async Task<(PromotionId Id, Task? Ended, ExecutePromotionResponse? Refusal, bool IsMine)> BeginOnceAsync(
        PromotionOrder order, StartRequest request, IdempotentCall call, CancellationToken cancellationToken)
    {
        using var turn = await calls.EnterAsync(call, cancellationToken);
        while (true)
        {
            var state = await calls.FindAsync(call, cancellationToken);
            switch (state.Phase)
            {
                case IdempotencyPhase.Answered:
                    return (default, null, ExecutePromotionResponse.Parser.ParseFrom(state.Answer.Span), false);
                case IdempotencyPhase.Started:
                    var begun = new PromotionId(state.Reference);
                    var isRunning = (await waiter.GetAsync(begun, cancellationToken)).Status == PromotionStatus.InProgress;
                    return (begun, host.EndOf(begun), null, isRunning);
            }

            try
            {
                var (id, ended, refusal) = await BeginAsync(order, request, cancellationToken);
                if (ended is not null || (refusal is not null && await calls.KeepRefusalAsync(call, refusal, cancellationToken)))
                {
                    return (id, ended, refusal, true);
                }
            }
            catch (PromotionFailure failure) when (failure.Code == ErrorCodes.PromotionInProgress)
            {
                // The live run may be that of an equal call at another engine.
                if ((await calls.FindAsync(call, cancellationToken)).Phase == IdempotencyPhase.New)
                {
                    throw;
                }
            }
            catch (Exception exception) when (FailureTranslation.Translate(exception) is { } failure && IsKept(failure.Code))
            {
                var refusal = Envelope.Of<ExecutePromotionResponse>(failure);
                if (await calls.KeepRefusalAsync(call, refusal, cancellationToken))
                {
                    return (default, null, refusal, true);
                }
            }
        }
    }

    // Nothing was begun, so an error of the platform or of ours says no more than "try again"; a refusal stays one.
    private static bool IsKept(string code) => code != ErrorCodes.InternalError && !ErrorCatalogue.IsRetryable(code);

    // Neither an end nor a refusal: an equal call at another engine was faster.
    private async Task<(PromotionId Id, Task? Ended, ExecutePromotionResponse? Refusal)> BeginAsync(
        PromotionOrder order, StartRequest request, CancellationToken cancellationToken)
    {
        await request.Admit(cancellationToken);
        await starter.RequireNoLiveRunAsync(order.Account, cancellationToken);
        var lease = new LeaseClock(time);
        var scope = new CallScope(CallLane.Run) { TimeLeft = lease.Left };
        var platform = client.In(scope);
        var plan = await planner.PlanAsync(platform, order, cancellationToken);
        if (MissingMappings(plan) is { } missing)
        {
            return (default, null, missing);
        }

        return await starter.StartAsync(platform, scope, lease, plan, request, cancellationToken) is { } started ? (started.Id, started.Ended, null) : (default, null, null);
    }

    private async Task<ExecutionAnswer> AnswerAsync(PromotionId id, Task ended, bool waitForEnd, CancellationToken cancellationToken)
    {
        var promotion = waitForEnd ? await waiter.UntilEndedAsync(id, ended, cancellationToken) : await waiter.GetAsync(id, cancellationToken);
        return new ExecutionAnswer(promotion.ToResponse(), promotion.Status == PromotionStatus.InProgress);
    }

    private static ExecutePromotionResponse? MissingMappings(PromotionPlan plan)
    {
        var unmapped = plan.Unmapped;
        if (unmapped.Count == 0)
        {
            return null;
        }

        var account = plan.Tree.Account.Value;
        return new ExecutePromotionResponse
        {
            ErrorCode = ErrorCodes.MissingConnectionMappings,
            ErrorMessage = $"Connection mappings missing for: {string.Join(", ", unmapped.Select(node => $"{node.Name} ({node.Id})"))}. Ask an admin to seed them for development account {account}.",
            ConnectionsSkipped = plan.Connections.Count,
            ComponentsTotal = plan.Promoted.Count,
            MissingConnectionMappings =
            {
                unmapped.Select(node => new MissingConnectionMapping { DevComponentId = node.Id.Value, Name = node.Name, Type = node.Type, DevAccountId = account }),
            },
            MissingConnections = { unmapped.Select(node => node.Id.Value) },
        };
    }
}
