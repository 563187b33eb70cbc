using PromotionEngine.Accounts;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Lifecycle;
using PromotionEngine.State;
using PromotionService.V1;

namespace PromotionEngine.Reviews;

/// <summary>Lists what awaits a peer.</summary>
internal sealed class PeerReviewQueue(PromotionRecords records)
{
    /// <summary>What <paramref name="caller"/> may review, oldest first: every promotion that awaits a peer except their own, of the accounts that the caller's way in leads to.</summary>
    public async Task<IReadOnlyList<PendingReview>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        var pending = await records.ListByStatusAsync(PromotionStatus.PendingPeerReview, IndexRange.All, cancellationToken);
        return
        [
            .. pending.Select(stored => stored.Promotion)
                .Where(promotion => promotion.Status == PromotionStatus.PendingPeerReview && caller.Reaches(promotion.DevAccountId) && Parties.PartIn(promotion, caller.Person) is null)
                .OrderBy(promotion => promotion.InitiatedAt)
                .ThenBy(promotion => promotion.Id.Value, StringComparer.Ordinal)
                .Select(ToMessage),
        ];
    }

    private static PendingReview ToMessage(Promotion promotion)
    {
        var record = promotion.ToRecord();
        return new PendingReview
        {
            PromotionId = record.PromotionId,
            ProcessName = record.ProcessName,
            DevAccountId = record.DevAccountId,
            InitiatedBy = record.InitiatedBy,
            InitiatedAt = record.InitiatedAt,
            ComponentsTotal = record.ComponentsTotal,
            ComponentsCreated = record.ComponentsCreated,
            ComponentsUpdated = record.ComponentsUpdated,
            Notes = record.Notes,
            PackageVersion = record.PackageVersion,
            DevPackageId = record.DevPackageId,
            ResultDetail = record.ResultDetail,
            TargetEnvironment = record.TargetEnvironment,
            IsHotfix = record.IsHotfix,
            BranchId = record.BranchId,
            BranchName = record.BranchName,
            HotfixJustification = record.HotfixJustification,
            TestPromotionId = record.TestPromotionId,
            PromotedFromTestBy = record.PromotedFromTestBy,
        };
    }
}
