using Contract.Errors;
using Google.Protobuf;
using PromotionEngine.Accounts;
using PromotionEngine.Audit;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Idempotency;
using PromotionEngine.Notifications;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Lifecycle;
using PromotionEngine.Promotions.Running;
using PromotionEngine.State;
using PromotionService.V1;

namespace PromotionEngine.Reviews;

/// <summary>Records the two decisions between a promotion and production. A yes is given to what was submitted and to nothing else; a no deletes the branch.</summary>
internal sealed class ReviewDecisions(
    PromotionRecords records, PromotionVisibility visibility, PromotionBranch branch, PromotionTransitions transitions, BranchRemoval removal, PlatformClient client, TimeProvider time)
{
    /// <summary>A peer decides.</summary>
    /// <exception cref="Failures.PromotionFailure">What the contract names for submitPeerReview.</exception>
    public Task<SubmitPeerReviewResponse> DecideAsPeerAsync(Caller caller, PromotionId id, bool isApproval, string comments, KeyedAct key, CancellationToken cancellationToken) => DecideAsync(
        caller,
        id,
        isApproval,
        "submitPeerReview",
        promotion => PromotionLifecycle.DecideAsPeer(promotion, caller, isApproval, comments, time.GetUtcNow()),
        isApproval ? MailEvent.PeerApproved : MailEvent.PeerRejected,
        decided => new SubmitPeerReviewResponse { Success = true, PromotionId = decided.Id.Value, NewStatus = decided.PeerReviewStatus() },
        key,
        cancellationToken);

    /// <summary>An admin decides. A yes only records; deploying is another call.</summary>
    /// <exception cref="Failures.PromotionFailure">What the contract names for submitAdminReview.</exception>
    public Task<SubmitAdminReviewResponse> DecideAsAdminAsync(Caller caller, PromotionId id, bool isApproval, string comments, KeyedAct key, CancellationToken cancellationToken) => DecideAsync(
        caller,
        id,
        isApproval,
        "submitAdminReview",
        promotion => PromotionLifecycle.DecideAsAdmin(promotion, caller, isApproval, comments, time.GetUtcNow()),
        isApproval ? null : MailEvent.AdminRejected,
        decided => new SubmitAdminReviewResponse { Success = true, PromotionId = decided.Id.Value, NewStatus = decided.Status.Word() },
        key,
        cancellationToken);

    private async Task<TResponse> DecideAsync<TResponse>(
        Caller caller, PromotionId id, bool isApproval, string name, Func<Promotion, Promotion> act, MailEvent? mail, Func<Promotion, TResponse> answer, KeyedAct key, CancellationToken cancellationToken)
        where TResponse : class, IMessage<TResponse>, new()
    {
        if (key.Committed<TResponse>() is { } committed)
        {
            await FinishAsync((await records.GetAsync(id, cancellationToken))?.Promotion, isApproval, cancellationToken);
            return committed;
        }

        var seen = await visibility.GetAsync(caller, id, cancellationToken);
        _ = act(seen);
        if (isApproval)
        {
            await branch.RequireUnchangedAsync(seen, ErrorCodes.InvalidReviewState, cancellationToken);
        }

        var kept = new ActAnswer(key, (_, decided) => answer(decided));
        var (_, after) = await transitions.CommitAsync(id, Actor.Of(caller), name, act, mail, kept, cancellationToken);
        await FinishAsync(after.Promotion, isApproval, cancellationToken);
        return answer(after.Promotion);
    }

    // Done again for a repeat whose first call lost its engine after the decision.
    private async Task FinishAsync(Promotion? decided, bool isApproval, CancellationToken cancellationToken)
    {
        if (!isApproval && decided is not null)
        {
            await removal.RemoveAsync(client.In(new CallScope(CallLane.Interactive, decided.Id.Value)), decided, cancellationToken);
        }
    }
}
