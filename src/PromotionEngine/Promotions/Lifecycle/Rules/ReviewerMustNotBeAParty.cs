using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle.Rules;

/// <summary>Nobody reviews their own promotion: neither the initiator nor who submitted it may decide as a peer.</summary>
internal static class ReviewerMustNotBeAParty
{
    /// <summary>Checks it.</summary>
    /// <exception cref="PromotionFailure">SELF_REVIEW_NOT_ALLOWED.</exception>
    public static void Require(Promotion promotion, Caller reviewer)
    {
        if (Parties.PartIn(promotion, reviewer.Person) is { } part)
        {
            throw new PromotionFailure(ErrorCodes.SelfReviewNotAllowed, $"{reviewer.AuditName} {part} promotion {promotion.Id} and cannot review it. Ask another contributor.");
        }
    }
}
