using Contract.Errors;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle.Rules;

/// <summary>Once the merge has begun nothing takes a promotion back: main may have changed.</summary>
internal static class MainMustBeUntouched
{
    /// <summary>Checks it.</summary>
    /// <exception cref="PromotionFailure">With <paramref name="code"/>.</exception>
    public static void Require(Promotion promotion, string code)
    {
        if (promotion.IsMergeBegun)
        {
            throw new PromotionFailure(code, $"Promotion {promotion.Id} is being merged, or was: main may have changed. Let an admin finish the deployment; undo the change with a new promotion.");
        }
    }
}
