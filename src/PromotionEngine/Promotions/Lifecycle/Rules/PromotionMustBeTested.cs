using Contract.Errors;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle.Rules;

/// <summary>What goes to production without an emergency was deployed to test, once, and still has its branch.</summary>
internal static class PromotionMustBeTested
{
    /// <summary>Checks it.</summary>
    /// <exception cref="PromotionFailure">INVALID_PROMOTION_STATUS.</exception>
    public static void Require(Promotion promotion)
    {
        if (promotion.Status == PromotionStatus.Completed)
        {
            throw Refused($"Promotion {promotion.Id} is COMPLETED but not tested: deploy to test first, or submit it as a hotfix.");
        }

        if (promotion.Status != PromotionStatus.TestDeployed)
        {
            throw Refused($"Promotion {promotion.Id} is {promotion.Status.Word()}. Only one that is TEST_DEPLOYED can be submitted for review.");
        }

        if (promotion.BranchPassedTo is { } production)
        {
            throw Refused($"Promotion {promotion.Id} was submitted already, as {production}, and its branch went with it. If that one has ended, promote again.");
        }
    }

    private static PromotionFailure Refused(string message) => new(ErrorCodes.InvalidPromotionStatus, message);
}
