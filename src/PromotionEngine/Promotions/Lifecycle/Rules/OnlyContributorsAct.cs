using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle.Rules;

/// <summary>Who may only read changes nothing.</summary>
internal static class OnlyContributorsAct
{
    /// <summary>Checks it.</summary>
    /// <exception cref="PromotionFailure">INSUFFICIENT_TIER.</exception>
    public static void Require(Caller caller)
    {
        if (caller.Tier < Tier.Contributor)
        {
            throw new PromotionFailure(ErrorCodes.InsufficientTier, $"{caller.AuditName} is neither a contributor nor an admin. Ask the access administrator for one of these groups.");
        }
    }
}
