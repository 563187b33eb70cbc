using Contract.Errors;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Failures;
using PromotionEngine.Promotions.Lifecycle.Rules;

namespace PromotionEngine.Promotions.Lifecycle;

/// <summary>Asks the platform what stands on the branch of a promotion: one query of metadata for every hundred components.</summary>
internal sealed class PromotionBranch(PlatformClient client)
{
    /// <summary>Freezes what stands on the branch.</summary>
    /// <exception cref="PromotionFailure">INVALID_PROMOTION_STATUS when the branch is gone or somebody changed it.</exception>
    public async Task<IReadOnlyList<FrozenVersion>> FreezeAsync(Promotion promotion, CancellationToken cancellationToken)
    {
        var platform = client.In(new CallScope(CallLane.Interactive, promotion.Id.Value));
        var branch = promotion.BranchId.Length == 0 ? null : await platform.Branches.GetAsync(promotion.ProdAccountId, new BranchId(promotion.BranchId), cancellationToken);
        return branch is null
            ? throw new PromotionFailure(ErrorCodes.InvalidPromotionStatus, $"The branch {promotion.BranchName} of promotion {promotion.Id} is gone. Promote again.")
            : BranchContent.Freeze(promotion, await ReadAsync(platform, promotion, cancellationToken));
    }

    /// <summary>Requires that the branch still holds what was submitted.</summary>
    /// <exception cref="PromotionFailure">With <paramref name="code"/>.</exception>
    public async Task RequireUnchangedAsync(Promotion promotion, string code, CancellationToken cancellationToken)
    {
        var platform = client.In(new CallScope(CallLane.Interactive, promotion.Id.Value));
        ApprovedMustBeWhatWasSubmitted.Require(promotion, await ReadAsync(platform, promotion, cancellationToken), code);
    }

    private static Task<IReadOnlyList<ComponentMetadata>> ReadAsync(BoomiPlatform platform, Promotion promotion, CancellationToken cancellationToken) =>
        platform.Metadata.OnBranchAsync(promotion.ProdAccountId, new BranchId(promotion.BranchId), BranchContent.ComponentsOf(promotion), cancellationToken);
}
