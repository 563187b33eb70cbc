using PromotionEngine.Accounts;
using PromotionEngine.Audit;
using PromotionEngine.Diffs;
using PromotionEngine.Idempotency;
using PromotionEngine.Notifications;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Lifecycle;
using PromotionEngine.State;
using PromotionService.V1;

namespace PromotionEngine.Reviews;

/// <summary>Submits a promotion for review: what stands on its branch is frozen, and of a tested one a production promotion is made that takes the branch over.</summary>
internal sealed class ReviewSubmission(
    IStateStore store, PromotionRecords records, PromotionVisibility visibility, AccessRules access, PromotionBranch branch, PromotionTransitions transitions, BranchSlots slots, DiffKeeping diffs, TimeProvider time)
{
    private const string Act = "submitForReview";

    /// <summary>Submits promotion <paramref name="id"/>.</summary>
    /// <param name="caller">Who submits.</param>
    /// <param name="id">The promotion.</param>
    /// <param name="isHotfix">Whether it goes as an emergency; null takes what the promotion was declared as.</param>
    /// <param name="request">What else is said.</param>
    /// <param name="key">The caller's idempotency key.</param>
    /// <param name="cancellationToken">Ends the submission.</param>
    /// <returns>What is told of the promotion for production.</returns>
    /// <exception cref="Failures.PromotionFailure">What the contract names for submitForReview.</exception>
    public async Task<SubmitForReviewResponse> SubmitAsync(Caller caller, PromotionId id, bool? isHotfix, ReviewRequest request, KeyedAct key, CancellationToken cancellationToken)
    {
        if (key.Committed<SubmitForReviewResponse>() is { } committed)
        {
            await KeepDiffAsync(new PromotionId(committed.PromotionId), cancellationToken);
            return committed;
        }

        var seen = await visibility.GetAsync(caller, id, cancellationToken);
        if (caller.Tier < Tier.Admin)
        {
            await access.RequireAccountAsync(caller, seen.DevAccountId, cancellationToken);
        }

        var asHotfix = isHotfix ?? seen.IsHotfix;
        PromotionLifecycle.RequireSubmission(seen, caller, asHotfix, request);
        var frozen = await branch.FreezeAsync(seen, cancellationToken);
        var submitted = asHotfix
            ? await SubmitHotfixAsync(caller, id, request, frozen, key, cancellationToken)
            : await SubmitTestedAsync(caller, id, request, frozen, key, cancellationToken);
        await diffs.TryKeepAsync(submitted, cancellationToken);
        return ToResponse(submitted);
    }

    private static SubmitForReviewResponse ToResponse(Promotion submitted) => new()
    {
        Success = true,
        PromotionId = submitted.Id.Value,
        Status = submitted.Status.Word(),
        BranchId = submitted.BranchId,
        BranchName = submitted.BranchName,
    };

    // For a repeat whose first call lost its engine after the submission; there may be a copy already.
    private async Task KeepDiffAsync(PromotionId id, CancellationToken cancellationToken)
    {
        if (await records.GetAsync(id, cancellationToken) is { Promotion: { HoldsItsBranch: true, BranchId.Length: > 0 } submitted })
        {
            await diffs.TryKeepAsync(submitted, cancellationToken);
        }
    }

    private async Task<Promotion> SubmitHotfixAsync(
        Caller caller, PromotionId id, ReviewRequest request, IReadOnlyList<FrozenVersion> frozen, KeyedAct key, CancellationToken cancellationToken)
    {
        var (_, submitted) = await transitions.CommitAsync(
            id,
            Actor.Of(caller),
            Act,
            promotion => PromotionLifecycle.SubmitHotfix(promotion, caller, request, frozen, time.GetUtcNow()),
            MailEvent.Submitted,
            new ActAnswer(key, (_, after) => ToResponse(after)),
            cancellationToken);
        return submitted.Promotion;
    }

    // Both promotions and the branch's slot in one commit: whoever is second finds the branch gone.
    private async Task<Promotion> SubmitTestedAsync(
        Caller caller, PromotionId id, ReviewRequest request, IReadOnlyList<FrozenVersion> frozen, KeyedAct key, CancellationToken cancellationToken)
    {
        var hasSlot = true;
        while (true)
        {
            var stored = await records.GetAsync(id, cancellationToken) ?? throw PromotionTransitions.NotFound(id);
            var (tested, production) = PromotionLifecycle.SubmitTested(
                stored.Promotion, caller, request, frozen, new PromotionId(Guid.NewGuid().ToString()), time.GetUtcNow());
            var commit = new Commit();
            AuditEvent[] entries =
            [
                transitions.Add(commit, stored, tested, Actor.Of(caller), Act),
                transitions.Add(commit, before: null, production, Actor.Of(caller), Act, MailEvent.Submitted),
            ];
            Pass(commit, new BranchSlot(production.BranchName, production.Id, stored.Promotion.InitiatedAt), hasSlot);
            key.Keep(commit, ToResponse(production));
            var outcome = await store.CommitAsync(commit, cancellationToken);
            if (slots.IsAbsent(outcome))
            {
                // The branch stands all the same: reconciliation had not yet seen that it lacks its slot.
                hasSlot = false;
                continue;
            }

            if (outcome.Status == CommitStatus.Conflict && outcome.FailedOn(PromotionRecords.KeyOf(id)))
            {
                continue;
            }

            key.Kept(outcome.OrThrow().Version);
            Array.ForEach(entries, transitions.Announce);
            return production;
        }
    }

    private void Pass(Commit commit, BranchSlot slot, bool hasSlot)
    {
        if (hasSlot)
        {
            slots.PassTo(commit, slot);
        }
        else
        {
            slots.Restore(commit, slot);
        }
    }
}
