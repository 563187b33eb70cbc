using PromotionEngine.Accounts;
using PromotionEngine.Audit;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Promotions.Lifecycle;
using PromotionEngine.Promotions.Running;
using PromotionEngine.State;
using PromotionService.V1;

namespace PromotionEngine.Promotions;

/// <summary>Takes a promotion back: a run stops before its next step and is undone, what is completed or in review loses its branch.</summary>
internal sealed class PromotionWithdrawal(
    PromotionRecords records, PromotionVisibility visibility, PromotionTransitions transitions, RunHost host, RunWaiter waiter, BranchRemoval branches, PlatformClient client, TimeProvider time)
{
    /// <summary>Withdraws promotion <paramref name="id"/>; of a running one, returns when it is undone.</summary>
    /// <exception cref="Failures.PromotionFailure">PROMOTION_NOT_FOUND, NOT_PROMOTION_INITIATOR or INVALID_PROMOTION_STATUS.</exception>
    public async Task<WithdrawPromotionResponse> WithdrawAsync(Caller caller, PromotionId id, string reason, CancellationToken cancellationToken)
    {
        var promotion = await visibility.GetAsync(caller, id, cancellationToken);
        var previous = promotion.Status;
        if (previous == PromotionStatus.InProgress)
        {
            promotion = await StopAsync(caller, id, reason, cancellationToken);
        }

        if (promotion.Status != PromotionStatus.Withdrawn || previous != PromotionStatus.InProgress)
        {
            promotion = await EndAsync(caller, id, reason, cancellationToken);
        }

        return new WithdrawPromotionResponse
        {
            Success = true,
            PromotionId = id.Value,
            PreviousStatus = previous.Word(),
            NewStatus = promotion.Status.Word(),
            BranchDeleted = promotion.BranchId.Length == 0,
            Message = promotion.BranchId.Length == 0
                ? $"The promotion of {promotion.ProcessName} was withdrawn and its branch deleted."
                : $"The promotion of {promotion.ProcessName} was withdrawn. Its branch could not be deleted yet; that is tried again.",
        };
    }

    // The run may be past its last look at the request: then it completes, and is withdrawn like any other that has.
    private async Task<Promotion> StopAsync(Caller caller, PromotionId id, string reason, CancellationToken cancellationToken)
    {
        await records.ChangeAsync(
            id,
            current => current.Status == PromotionStatus.InProgress ? PromotionLifecycle.RequestWithdrawal(current, caller, reason, time.GetUtcNow()) : null,
            cancellationToken);
        host.Find(id)?.Withdraw();
        return await waiter.UntilEndedAsync(id, host.EndOf(id), cancellationToken);
    }

    private async Task<Promotion> EndAsync(Caller caller, PromotionId id, string reason, CancellationToken cancellationToken)
    {
        var (_, ended) = await transitions.CommitAsync(
            id, Actor.Of(caller), "withdrawPromotion", current => PromotionLifecycle.Withdraw(current, caller, reason, time.GetUtcNow()), mail: null, cancellationToken);
        await branches.RemoveAsync(client.In(new CallScope(CallLane.Interactive, id.Value)), ended.Promotion, cancellationToken);
        return await waiter.GetAsync(id, cancellationToken);
    }
}
