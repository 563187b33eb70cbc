using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Audit;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Notifications;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Lifecycle;
using PromotionEngine.Promotions.Running;

namespace PromotionEngine.Reviews;

/// <summary>Records the two decisions between a promotion and production. A yes is given to what was submitted and to nothing else; a no deletes the branch.</summary>
internal sealed class ReviewDecisions(
    PromotionVisibility visibility, PromotionBranch branch, PromotionTransitions transitions, BranchRemoval removal, PlatformClient client, TimeProvider time)
{
    /// <summary>A peer decides.</summary>
    /// <exception cref="Failures.PromotionFailure">What the contract names for submitPeerReview.</exception>
    public Task<Promotion> DecideAsPeerAsync(Caller caller, PromotionId id, bool isApproval, string comments, CancellationToken cancellationToken) => DecideAsync(
        caller,
        id,
        isApproval,
        "submitPeerReview",
        promotion => PromotionLifecycle.DecideAsPeer(promotion, caller, isApproval, comments, time.GetUtcNow()),
        isApproval ? MailEvent.PeerApproved : MailEvent.PeerRejected,
        cancellationToken);

    /// <summary>An admin decides. A yes only records; deploying is another call.</summary>
    /// <exception cref="Failures.PromotionFailure">What the contract names for submitAdminReview.</exception>
    public Task<Promotion> DecideAsAdminAsync(Caller caller, PromotionId id, bool isApproval, string comments, CancellationToken cancellationToken) => DecideAsync(
        caller,
        id,
        isApproval,
        "submitAdminReview",
        promotion => PromotionLifecycle.DecideAsAdmin(promotion, caller, isApproval, comments, time.GetUtcNow()),
        isApproval ? null : MailEvent.AdminRejected,
        cancellationToken);

    private async Task<Promotion> DecideAsync(
        Caller caller, PromotionId id, bool isApproval, string name, Func<Promotion, Promotion> act, MailEvent? mail, CancellationToken cancellationToken)
    {
        var seen = await visibility.GetAsync(caller, id, cancellationToken);
        _ = act(seen);
        if (isApproval)
        {
            await branch.RequireUnchangedAsync(seen, ErrorCodes.InvalidReviewState, cancellationToken);
        }

        var (_, decided) = await transitions.CommitAsync(id, Actor.Of(caller), name, act, mail, cancellationToken);
        if (!isApproval)
        {
            await removal.RemoveAsync(client.In(new CallScope(CallLane.Interactive, id.Value)), decided.Promotion, cancellationToken);
        }

        return decided.Promotion;
    }
}
