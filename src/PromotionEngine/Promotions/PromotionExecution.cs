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
    PlatformClient client, PromotionPlanner planner, PromotionStarter starter, RunWaiter waiter, RunHost host, RunCalls calls, DryRun dryRun, TimeProvider time)
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

    /// <summary>Promotes. The run belongs to the engine: a caller who hangs up does not stop it.</summary>
    /// <param name="order">What to promote.</param>
    /// <param name="request">Who promotes, and under which idempotency key.</param>
    /// <param name="waitForEnd">Whether to answer when the run has ended, not as soon as it is claimed.</param>
    /// <param name="cancellationToken">Ends the waiting, not the run.</param>
    public Task<RunAnswer<ExecutePromotionResponse>> ExecuteAsync(PromotionOrder order, StartRequest request, bool waitForEnd, CancellationToken cancellationToken) =>
        calls.ExecuteAsync(request.Call, new Call(this, order, request, waitForEnd), cancellationToken);

    private async Task<RunBegun<ExecutePromotionResponse>> BeginAsync(PromotionOrder order, StartRequest request, CancellationToken cancellationToken)
    {
        await request.Admit(cancellationToken);
        await starter.RequireNoLiveRunAsync(order.Account, cancellationToken);
        var lease = new LeaseClock(time);
        var scope = new CallScope(CallLane.Run) { TimeLeft = lease.Left };
        var platform = client.In(scope);
        var plan = await planner.PlanAsync(platform, order, cancellationToken);
        if (MissingMappings(plan) is { } missing)
        {
            return new(string.Empty, null, missing);
        }

        return await starter.StartAsync(platform, scope, lease, plan, request, cancellationToken) is { } started ? new(started.Id.Value, started.Ended, null) : new(string.Empty, null, null);
    }

    private async Task<RunAnswer<ExecutePromotionResponse>> AnswerAsync(PromotionId id, Task ended, bool waitForEnd, CancellationToken cancellationToken)
    {
        var promotion = waitForEnd ? await waiter.UntilEndedAsync(id, ended, cancellationToken) : await waiter.GetAsync(id, cancellationToken);
        return new(promotion.ToResponse(), promotion.Status == PromotionStatus.InProgress);
    }

    private Task EndOf(PromotionId id) => host.EndOf(id);

    private async Task<bool> IsRunningAsync(PromotionId id, CancellationToken cancellationToken) =>
        (await waiter.GetAsync(id, cancellationToken)).Status == PromotionStatus.InProgress;

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

    private sealed class Call(PromotionExecution execution, PromotionOrder order, StartRequest request, bool waitForEnd) : IRunCall<ExecutePromotionResponse>
    {
        public Task<RunBegun<ExecutePromotionResponse>> BeginAsync(CancellationToken cancellationToken) => execution.BeginAsync(order, request, cancellationToken);

        public Task EndOf(string reference) => execution.EndOf(new PromotionId(reference));

        public Task<bool> IsRunningAsync(string reference, CancellationToken cancellationToken) => execution.IsRunningAsync(new PromotionId(reference), cancellationToken);

        public Task<RunAnswer<ExecutePromotionResponse>> AnswerAsync(string reference, Task ended, CancellationToken cancellationToken) =>
            execution.AnswerAsync(new PromotionId(reference), ended, waitForEnd, cancellationToken);
    }
}
