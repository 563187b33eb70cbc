using PromotionEngine.Accounts;
using PromotionEngine.Audit;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Idempotency;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Lifecycle;
using PromotionEngine.Promotions.Running;
using PromotionEngine.State;
using PromotionService.V1;

namespace PromotionEngine.Deployments;

/// <summary>What is deployed to test: listed while it may go to production, and cancelled.</summary>
internal sealed class TestDeployments(
    IStateStore store,
    PromotionRecords records,
    PromotionStatuses statuses,
    PromotionVisibility visibility,
    PromotionTransitions transitions,
    BranchRemoval removal,
    PlatformClient client,
    LifecycleOptions options,
    TimeProvider time)
{
    /// <summary>
    /// The promotions deployed to test that <paramref name="caller"/> may see, newest first, without those of which a production promotion was made that is
    /// live or deployed. Empty texts do not filter.
    /// </summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="devAccount">The development account.</param>
    /// <param name="initiatedBy">E-mail of the initiator, normalised.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<TestDeployment>> ListAsync(Caller caller, string devAccount, string initiatedBy, CancellationToken cancellationToken)
    {
        var maySee = await visibility.ForAsync(caller, cancellationToken);
        var tested = (await records.ListByStatusAsync(PromotionStatus.TestDeployed, IndexRange.All, cancellationToken))
            .Select(stored => stored.Promotion)
            .Where(promotion => promotion.Status == PromotionStatus.TestDeployed
                && (devAccount.Length == 0 || promotion.DevAccountId.Value == devAccount)
                && (initiatedBy.Length == 0 || promotion.InitiatedBy.Email == initiatedBy)
                && maySee(promotion))
            .ToList();
        var production = await statuses.FindAsync([.. tested.Select(promotion => promotion.BranchPassedTo).OfType<PromotionId>()], cancellationToken);
        var staleBefore = await store.NowAsync(cancellationToken) - TimeSpan.FromDays(options.StaleTestDays);
        return
        [
            .. tested
                .Where(promotion => promotion.BranchPassedTo is not { } made || !production.TryGetValue(made, out var status) || (status.IsTerminal() && status != PromotionStatus.Deployed))
                .OrderByDescending(promotion => promotion.TestDeployedAt ?? promotion.InitiatedAt)
                .ThenBy(promotion => promotion.Id.Value, StringComparer.Ordinal)
                .Select(promotion => ToMessage(promotion, staleBefore)),
        ];
    }

    /// <summary>Ends the test deployment of promotion <paramref name="id"/>; its branch is deleted.</summary>
    /// <exception cref="Failures.PromotionFailure">PROMOTION_NOT_FOUND, NOT_PROMOTION_INITIATOR or INVALID_PROMOTION_STATUS.</exception>
    public async Task<CancelTestDeploymentResponse> CancelAsync(Caller caller, PromotionId id, KeyedAct key, CancellationToken cancellationToken)
    {
        if (key.Committed<CancelTestDeploymentResponse>() is { } committed)
        {
            var cancelled = (await records.GetAsync(id, cancellationToken))?.Promotion ?? throw PromotionTransitions.NotFound(id);
            return await FinishAsync(committed, cancelled, cancellationToken);
        }

        await visibility.GetAsync(caller, id, cancellationToken);
        var (before, ended) = await transitions.CommitAsync(
            id,
            Actor.Of(caller),
            "cancelTestDeployment",
            async promotion => PromotionLifecycle.CancelTest(promotion, await MadeFromAsync(promotion, cancellationToken), caller, time.GetUtcNow()),
            mail: null,
            new ActAnswer(key, Cancelled),
            cancellationToken);
        return await FinishAsync(Cancelled(before, ended.Promotion), ended.Promotion, cancellationToken);
    }

    // As it stands before the branch is deleted.
    private static CancelTestDeploymentResponse Cancelled(Promotion before, Promotion ended) =>
        new() { Success = true, PromotionId = ended.Id.Value, PreviousStatus = before.Status.Word(), NewStatus = ended.Status.Word() };

    // Done again for a repeat whose first call lost its engine after the cancellation.
    private async Task<CancelTestDeploymentResponse> FinishAsync(CancelTestDeploymentResponse answer, Promotion ended, CancellationToken cancellationToken)
    {
        answer.BranchDeleted = ended.HoldsItsBranch
            ? await removal.RemoveAsync(client.In(new CallScope(CallLane.Interactive, ended.Id.Value)), ended, cancellationToken)
            : await MadeFromAsync(ended, cancellationToken) is null or { BranchId.Length: 0 };
        answer.Message = answer.BranchDeleted
            ? $"The test deployment of {ended.ProcessName} was cancelled and no branch of it is left."
            : $"The test deployment of {ended.ProcessName} was cancelled. Its branch could not be deleted yet; that is tried again.";
        return answer;
    }

    private async Task<Promotion?> MadeFromAsync(Promotion promotion, CancellationToken cancellationToken) =>
        promotion.BranchPassedTo is { } made ? (await records.GetAsync(made, cancellationToken))?.Promotion : null;

    private static TestDeployment ToMessage(Promotion promotion, DateTimeOffset staleBefore)
    {
        var record = promotion.ToRecord();
        return new TestDeployment
        {
            PromotionId = record.PromotionId,
            ProcessName = record.ProcessName,
            DevAccountId = record.DevAccountId,
            InitiatedBy = record.InitiatedBy,
            InitiatedAt = record.InitiatedAt,
            PackageVersion = record.PackageVersion,
            ComponentsTotal = record.ComponentsTotal,
            ComponentsCreated = record.ComponentsCreated,
            ComponentsUpdated = record.ComponentsUpdated,
            TestDeployedAt = record.TestDeployedAt,
            TestIntegrationPackId = record.TestIntegrationPackId,
            TestIntegrationPackName = record.TestIntegrationPackName,
            BranchId = promotion.TestedBranchId.Length > 0 ? promotion.TestedBranchId : promotion.BranchId,
            BranchName = promotion.BranchName,
            IsStale = promotion.TestDeployedAt <= staleBefore,
        };
    }
}
