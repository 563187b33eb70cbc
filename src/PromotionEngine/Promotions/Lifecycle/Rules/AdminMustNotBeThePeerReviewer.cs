using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle.Rules;

/// <summary>Two people decide: who reviewed as a peer does not decide as an admin as well.</summary>
internal static class AdminMustNotBeThePeerReviewer
{
    /// <summary>Checks it.</summary>
    /// <exception cref="PromotionFailure">SELF_APPROVAL_NOT_ALLOWED.</exception>
    public static void Require(Promotion promotion, Caller admin)
    {
        if (promotion.PeerDecision is { } decision && decision.By.IsSamePersonAs(admin.Person))
        {
            throw new PromotionFailure(ErrorCodes.SelfApprovalNotAllowed, $"{admin.AuditName} reviewed promotion {promotion.Id} as a peer and cannot decide on it as an admin too. Ask another admin.");
        }
    }
}
