using Contract.Errors;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle.Rules;

/// <summary>Who says no says why.</summary>
internal static class RejectionMustBeExplained
{
    /// <summary>Checks it.</summary>
    /// <exception cref="PromotionFailure">INVALID_REQUEST.</exception>
    public static void Require(bool isApproval, string comments)
    {
        if (!isApproval && string.IsNullOrWhiteSpace(comments))
        {
            throw new PromotionFailure(ErrorCodes.InvalidRequest, "comments is missing. A rejection needs a reason.");
        }
    }
}
