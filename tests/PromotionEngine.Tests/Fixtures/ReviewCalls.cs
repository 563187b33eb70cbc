using Microsoft.Extensions.DependencyInjection;
using PromotionEngine.Audit;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Lifecycle;
using PromotionEngine.State;
using PromotionService.V1;

namespace PromotionEngine.Tests.Fixtures;

/// <summary>The calls on the way from a promotion to production, by the first names of the people.</summary>
internal static class ReviewCalls
{
    /// <summary>The working copy.</summary>
    public static async Task<Promotion> PromotionAsync(this RunningEngine engine, string id) =>
        (await engine.Records.GetAsync(new PromotionId(id), CancellationToken.None))!.Promotion;

    /// <summary>Changes the working copy as no act would, for example its age.</summary>
    public static Task EditAsync(this RunningEngine engine, string id, Func<Promotion, Promotion> edit) =>
        engine.Records.ChangeAsync(new PromotionId(id), edit, CancellationToken.None);

    /// <summary>Puts the promotion where a deployment to test leads, without the platform's part of it.</summary>
    public static async Task PutInTestAsync(this RunningEngine engine, string id)
    {
        var transitions = engine.Services.GetRequiredService<PromotionTransitions>();
        var by = new Actor("a test");
        var at = DateTimeOffset.UtcNow;
        await transitions.CommitAsync(new PromotionId(id), by, "packageAndDeploy", promotion => PromotionLifecycle.BeginTestDeployment(promotion, Lifecycle.Cast.Alice, at), mail: null, CancellationToken.None);
        await transitions.CommitAsync(new PromotionId(id), by, "packageAndDeploy", promotion => PromotionLifecycle.TestDeployed(promotion, at), mail: null, CancellationToken.None);
    }

    /// <summary>Promotes <paramref name="root"/> as alice and puts it where a deployment to test leads.</summary>
    public static async Task<ExecutePromotionResponse> PromoteToTestAsync(this RunningEngine engine, string root)
    {
        var promotion = await engine.PromoteAsync(root);
        Assert.That(promotion.ErrorMessage, Is.Empty);
        await engine.PutInTestAsync(promotion.PromotionId);
        return promotion;
    }

    /// <summary>submitForReview.</summary>
    public static async Task<SubmitForReviewResponse> SubmitForReviewAsync(this RunningEngine engine, string id, string by = "alice", Action<SubmitForReviewRequest>? change = null)
    {
        var request = new SubmitForReviewRequest { PromotionId = id };
        change?.Invoke(request);
        return await engine.Reviews.SubmitForReviewAsync(request, engine.By(by));
    }

    /// <summary>submitPeerReview; a rejection gives a reason.</summary>
    public static async Task<SubmitPeerReviewResponse> PeerAsync(this RunningEngine engine, string id, string by = "bob", bool approve = true, string reason = "not like this") =>
        await engine.Reviews.SubmitPeerReviewAsync(
            new SubmitPeerReviewRequest { PromotionId = id, Decision = approve ? "APPROVED" : "REJECTED", ReviewerEmail = $"{by}@abc.example", ReviewerName = by, Comments = approve ? string.Empty : reason },
            engine.By(by));

    /// <summary>submitAdminReview; a rejection gives a reason.</summary>
    public static async Task<SubmitAdminReviewResponse> AdminAsync(this RunningEngine engine, string id, string by = "carol", bool approve = true, string reason = "not like this") =>
        await engine.Reviews.SubmitAdminReviewAsync(
            new SubmitAdminReviewRequest { PromotionId = id, Decision = approve ? "APPROVED" : "REJECTED", Comments = approve ? string.Empty : reason }, engine.By(by));

    /// <summary>withdrawPromotion.</summary>
    public static async Task<WithdrawPromotionResponse> WithdrawAsync(this RunningEngine engine, string id, string by = "alice", string reason = "") =>
        await engine.Promotions.WithdrawPromotionAsync(new WithdrawPromotionRequest { PromotionId = id, InitiatorEmail = $"{by}@abc.example", Reason = reason }, engine.By(by));

    /// <summary>cancelTestDeployment.</summary>
    public static async Task<CancelTestDeploymentResponse> CancelTestAsync(this RunningEngine engine, string id, string by = "alice") =>
        await engine.Deployments.CancelTestDeploymentAsync(new CancelTestDeploymentRequest { PromotionId = id }, engine.By(by));

    /// <summary>IDs that queryTestDeployments lists.</summary>
    public static async Task<IReadOnlyList<TestDeployment>> TestDeploymentsAsync(this RunningEngine engine, string by = "alice", Action<QueryTestDeploymentsRequest>? filter = null)
    {
        var request = new QueryTestDeploymentsRequest();
        filter?.Invoke(request);
        var answer = await engine.Deployments.QueryTestDeploymentsAsync(request, engine.By(by));
        Assert.That(answer.ErrorMessage, Is.Empty);
        return answer.TestDeployments;
    }

    /// <summary>What queryPeerReviewQueue lists.</summary>
    public static async Task<IReadOnlyList<PendingReview>> QueueAsync(this RunningEngine engine, string by)
    {
        var answer = await engine.Reviews.QueryPeerReviewQueueAsync(new QueryPeerReviewQueueRequest { RequesterEmail = $"{by}@abc.example" }, engine.By(by));
        Assert.That(answer.ErrorMessage, Is.Empty);
        return answer.PendingReviews;
    }

    /// <summary>Asserts that no branch but main is there and no slot is taken.</summary>
    public static async Task AssertNoBranchIsLeftAsync(this RunningEngine engine)
    {
        Assert.That(engine.Boomi.World.Branches(engine.Primary).Select(branch => branch.Name), Is.EqualTo(new[] { "main" }));
        Assert.That(await engine.Slots.ListAsync(CancellationToken.None), Is.Empty);
    }
}
