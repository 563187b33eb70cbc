using Grpc.Core;
using PromotionEngine.Accounts;
using PromotionEngine.Idempotency;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Lifecycle;
using PromotionEngine.Promotions.Lifecycle.Rules;
using PromotionService.V1;

namespace PromotionEngine.Reviews;

/// <summary>The gRPC face of reviews.</summary>
internal sealed class ReviewsService(
    AccessRules access, ReviewSubmission submission, ReviewDecisions decisions, PeerReviewQueue queue, CallerReader callers) : PromotionService.V1.Reviews.ReviewsBase
{
    private const string Approved = "APPROVED";

    /// <inheritdoc/>
    public override async Task<SubmitForReviewResponse> SubmitForReview(SubmitForReviewRequest request, ServerCallContext context)
    {
        if (request is { HasIsHotfix: true, IsHotfix: true })
        {
            HotfixMustBeJustified.Require(request.HotfixJustification);
        }

        var caller = callers.Read(context);
        AccessRules.RequirePerson(caller, "userEmail");
        access.RequireContributor(caller);
        return await submission.SubmitAsync(
            caller,
            new PromotionId(request.PromotionId),
            request.HasIsHotfix ? request.IsHotfix : null,
            new ReviewRequest
            {
                PackageVersion = request.PackageVersion,
                DeploymentNotes = request.DeploymentNotes,
                HotfixJustification = request.HotfixJustification,
                WishedPackId = request.IntegrationPackId,
            },
            KeyedAct.Of(context),
            context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<QueryPeerReviewQueueResponse> QueryPeerReviewQueue(QueryPeerReviewQueueRequest request, ServerCallContext context)
    {
        var caller = callers.Read(context);
        AccessRules.RequirePerson(caller, "requesterEmail");
        access.RequireContributor(caller);
        return new QueryPeerReviewQueueResponse { Success = true, PendingReviews = { await queue.ListAsync(caller, context.CancellationToken) } };
    }

    /// <inheritdoc/>
    public override async Task<SubmitPeerReviewResponse> SubmitPeerReview(SubmitPeerReviewRequest request, ServerCallContext context)
    {
        var isApproval = request.Decision == Approved;
        RejectionMustBeExplained.Require(isApproval, request.Comments);
        var caller = callers.Read(context);
        AccessRules.RequirePerson(caller, "reviewerEmail");
        access.RequireContributor(caller);
        return await decisions.DecideAsPeerAsync(caller, new PromotionId(request.PromotionId), isApproval, request.Comments, KeyedAct.Of(context), context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<SubmitAdminReviewResponse> SubmitAdminReview(SubmitAdminReviewRequest request, ServerCallContext context)
    {
        var isApproval = request.Decision == Approved;
        RejectionMustBeExplained.Require(isApproval, request.Comments);
        var caller = callers.Read(context);
        AccessRules.RequirePerson(caller, "adminEmail");
        access.RequireAdmin(caller, "decide on a promotion to production");
        return await decisions.DecideAsAdminAsync(caller, new PromotionId(request.PromotionId), isApproval, request.Comments, KeyedAct.Of(context), context.CancellationToken);
    }
}
