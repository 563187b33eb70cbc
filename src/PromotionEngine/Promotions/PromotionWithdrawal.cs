using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Audit;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Failures;
using PromotionEngine.Promotions.Running;
using PromotionEngine.State;
using PromotionService.V1;

namespace PromotionEngine.Promotions;

/// <summary>Takes a promotion back: a run stops before its next step and is undone, a finished one loses its branch. Only the initiator may.</summary>
internal sealed class PromotionWithdrawal(
    PromotionRecords records, PromotionVisibility visibility, PromotionLogOutbox log, PromotionAudit audit, RunHost host, RunWaiter waiter, BranchRemoval branches, PlatformClient client, TimeProvider time)
{
    /// <summary>Withdraws promotion <paramref name="id"/>; of a running one, returns when it is undone.</summary>
    /// <exception cref="PromotionFailure">PROMOTION_NOT_FOUND, NOT_PROMOTION_INITIATOR or INVALID_PROMOTION_STATUS.</exception>
    public async Task<WithdrawPromotionResponse> WithdrawAsync(Caller caller, PromotionId id, string reason, CancellationToken cancellationToken)
    {
        var promotion = (await records.GetAsync(id, cancellationToken))?.Promotion;
        if (promotion is null || !(await visibility.ForAsync(caller, cancellationToken))(promotion))
        {
            throw new PromotionFailure(ErrorCodes.PromotionNotFound, $"There is no promotion {id} that you may see. Check the ID.");
        }

        if (!promotion.InitiatedBy.IsSamePersonAs(caller.Person))
        {
            throw new PromotionFailure(ErrorCodes.NotPromotionInitiator, $"{caller.AuditName} did not start promotion {id}. Ask {promotion.InitiatedBy.Email} to withdraw it.");
        }

        var previous = promotion.Status;
        if (previous == PromotionStatus.InProgress)
        {
            promotion = await StopAsync(id, reason, cancellationToken);
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
    private async Task<Promotion> StopAsync(PromotionId id, string reason, CancellationToken cancellationToken)
    {
        await records.ChangeAsync(
            id,
            current => current.Status == PromotionStatus.InProgress ? current with { WithdrawalRequested = true, WithdrawalReason = reason, UpdatedAt = time.GetUtcNow() } : null,
            cancellationToken);
        host.Find(id)?.Withdraw();
        return await waiter.UntilEndedAsync(id, host.EndOf(id), cancellationToken);
    }

    private async Task<Promotion> EndAsync(Caller caller, PromotionId id, string reason, CancellationToken cancellationToken)
    {
        AuditEvent? entry = null;
        Promotion? before = null;
        await records.ChangeAsync(
            id,
            current =>
            {
                before = current;
                return IsWithdrawable(current.Status) ? Ended(current, reason) : throw NotAllowed(current);
            },
            cancellationToken,
            (commit, ended) =>
            {
                log.Enqueue(commit, ended);
                entry = audit.Append(commit, caller, "withdrawPromotion", before, ended);
            });
        audit.Announce(entry!);
        var withdrawn = await waiter.GetAsync(id, cancellationToken);
        await branches.RemoveAsync(client.In(new CallScope(CallLane.Interactive, id.Value)), withdrawn, cancellationToken);
        return await waiter.GetAsync(id, cancellationToken);
    }

    private Promotion Ended(Promotion promotion, string reason) => promotion with
    {
        Status = PromotionStatus.Withdrawn,
        WithdrawnAt = time.GetUtcNow(),
        WithdrawalReason = reason,
        UpdatedAt = time.GetUtcNow(),
    };

    private static bool IsWithdrawable(PromotionStatus status) =>
        status is PromotionStatus.Completed or PromotionStatus.PendingPeerReview or PromotionStatus.PendingAdminReview;

    private static PromotionFailure NotAllowed(Promotion promotion) => new(
        ErrorCodes.InvalidPromotionStatus,
        $"Promotion {promotion.Id} is {promotion.Status.Word()}. Only a promotion that is running, completed or in review can be withdrawn.");
}
