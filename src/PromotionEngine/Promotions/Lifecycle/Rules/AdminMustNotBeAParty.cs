using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle.Rules;

/// <summary>Nobody approves their own promotion: neither the initiator nor who submitted it may decide as an admin, or deploy.</summary>
internal static class AdminMustNotBeAParty
{
    /// <summary>Checks it.</summary>
    /// <exception cref="PromotionFailure">SELF_APPROVAL_NOT_ALLOWED.</exception>
    public static void Require(Promotion promotion, Caller admin)
    {
        if (Parties.PartIn(promotion, admin.Person) is { } part)
        {
            throw new PromotionFailure(ErrorCodes.SelfApprovalNotAllowed, $"{admin.AuditName} {part} promotion {promotion.Id} and can neither approve nor deploy it. Ask another admin.");
        }
    }
}
