using PromotionEngine.Accounts;
using PromotionEngine.Audit;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Idempotency;
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
    public async Task<WithdrawPromotionResponse> WithdrawAsync(Caller caller, PromotionId id, string reason, KeyedAct key, CancellationToken cancellationToken)
    {
        var committed = key.Committed<WithdrawPromotionResponse>();
        var promotion = committed is null ? await visibility.GetAsync(caller, id, cancellationToken) : await waiter.GetAsync(id, cancellationToken);
        var answer = committed ?? Withdrawn(promotion);
        var isAskedFor = committed is not null || promotion.Status == PromotionStatus.InProgress;
        if (promotion.Status == PromotionStatus.InProgress)
        {
            promotion = await StopAsync(caller, id, reason, answer, key, cancellationToken);
        }

        if (promotion.Status != PromotionStatus.Withdrawn || !isAskedFor)
        {
            promotion = await EndAsync(caller, id, reason, answer, key, cancellationToken);
        }
        else if (committed is not null)
        {
            promotion = await RemoveBranchAsync(promotion, cancellationToken);
        }

        answer.BranchDeleted = promotion.BranchId.Length == 0;
        answer.Message = answer.BranchDeleted
            ? $"The promotion of {promotion.ProcessName} was withdrawn and its branch deleted."
            : $"The promotion of {promotion.ProcessName} was withdrawn. Its branch could not be deleted yet; that is tried again.";
        return answer;
    }

    // As it stands before the branch is deleted.
    private static WithdrawPromotionResponse Withdrawn(Promotion seen) =>
        new() { Success = true, PromotionId = seen.Id.Value, PreviousStatus = seen.Status.Word(), NewStatus = PromotionStatus.Withdrawn.Word() };

    // The run may be past its last look at the request: then it completes, and is withdrawn like any other that has.
    private async Task<Promotion> StopAsync(Caller caller, PromotionId id, string reason, WithdrawPromotionResponse answer, KeyedAct key, CancellationToken cancellationToken)
    {
        var asked = await records.ChangeAsync(
            id,
            current => current.Status == PromotionStatus.InProgress ? PromotionLifecycle.RequestWithdrawal(current, caller, reason, time.GetUtcNow()) : null,
            cancellationToken,
            (commit, _) => key.Keep(commit, answer));
        if (asked is { Promotion.Status: PromotionStatus.InProgress })
        {
            key.Kept(asked.Version);
        }

        host.Find(id)?.Withdraw();
        return await waiter.UntilEndedAsync(id, host.EndOf(id), cancellationToken);
    }

    private async Task<Promotion> EndAsync(Caller caller, PromotionId id, string reason, WithdrawPromotionResponse answer, KeyedAct key, CancellationToken cancellationToken)
    {
        var (_, ended) = await transitions.CommitAsync(
            id,
            Actor.Of(caller),
            "withdrawPromotion",
            current => PromotionLifecycle.Withdraw(current, caller, reason, time.GetUtcNow()),
            mail: null,
            new ActAnswer(key, (_, _) => answer),
            cancellationToken);
        return await RemoveBranchAsync(ended.Promotion, cancellationToken);
    }

    private async Task<Promotion> RemoveBranchAsync(Promotion ended, CancellationToken cancellationToken)
    {
        await branches.RemoveAsync(client.In(new CallScope(CallLane.Interactive, ended.Id.Value)), ended, cancellationToken);
        return await waiter.GetAsync(ended.Id, cancellationToken);
    }
}
