using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Failures;
using PromotionEngine.State;
using PromotionService.V1;

namespace PromotionEngine.Promotions;

/// <summary>The way of a promotion from the request to its answer: plan, check the connections, claim, run, wait.</summary>
internal sealed class PromotionExecution(
    PlatformClient client, PromotionPlanner planner, PromotionStarter starter, PromotionRecords records, DryRun dryRun)
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
    /// <param name="caller">Who promotes.</param>
    /// <param name="waitForEnd">Whether to answer when the run has ended, not as soon as it is claimed.</param>
    /// <param name="cancellationToken">Ends the waiting, not the run.</param>
    public async Task<ExecutePromotionResponse> ExecuteAsync(PromotionOrder order, Caller caller, bool waitForEnd, CancellationToken cancellationToken)
    {
        await starter.RequireNoLiveRunAsync(order.Account, cancellationToken);
        var calls = new CallScope(CallLane.Run);
        var platform = client.In(calls);
        var plan = await planner.PlanAsync(platform, order, cancellationToken);
        if (MissingMappings(plan) is { } missing)
        {
            return missing;
        }

        var (id, ended) = await starter.StartAsync(platform, calls, plan, caller, order.IsHotfix, cancellationToken);
        if (waitForEnd)
        {
            await ended.WaitAsync(cancellationToken);
        }

        var stored = await records.GetAsync(id, cancellationToken)
            ?? throw new PromotionFailure(ErrorCodes.InternalError, $"The working copy of promotion {id} is gone from the store. Ask the operator to look at the store.");
        return stored.Promotion.ToResponse();
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
