using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle.Rules;

/// <summary>Approving, denying, choosing packs and deploying to production are for admins.</summary>
internal static class OnlyAdminsDecide
{
    /// <summary>Checks it.</summary>
    /// <exception cref="PromotionFailure">INSUFFICIENT_TIER.</exception>
    public static void Require(Caller caller, string act)
    {
        if (caller.Tier < Tier.Admin)
        {
            throw new PromotionFailure(ErrorCodes.InsufficientTier, $"Only admins may {act}, and {caller.AuditName} is none. Ask an admin to do it.");
        }
    }
}
