using Contract.Errors;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle.Rules;

/// <summary>What has reached its pack is released again only when its release failed.</summary>
internal static class ReleaseMustHaveFailed
{
    /// <summary>Checks it.</summary>
    /// <exception cref="PromotionFailure">PROMOTION_NOT_COMPLETED.</exception>
    public static void Require(Promotion promotion)
    {
        if (!promotion.HasFailedRelease)
        {
            throw new PromotionFailure(ErrorCodes.PromotionNotCompleted, $"Promotion {promotion.Id} is {promotion.Status.Word()} and no release of it is known to have failed. checkReleaseStatus tells how its releases go on.");
        }
    }
}
