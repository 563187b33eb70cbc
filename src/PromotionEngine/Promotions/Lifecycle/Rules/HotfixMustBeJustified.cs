using Contract.Errors;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle.Rules;

/// <summary>An emergency says in writing why it cannot wait for a test.</summary>
internal static class HotfixMustBeJustified
{
    /// <summary>Checks it.</summary>
    /// <exception cref="PromotionFailure">HOTFIX_JUSTIFICATION_REQUIRED.</exception>
    public static void Require(string justification)
    {
        if (string.IsNullOrWhiteSpace(justification))
        {
            throw new PromotionFailure(ErrorCodes.HotfixJustificationRequired, "hotfixJustification is missing. Say why this cannot wait for a test deployment.");
        }
    }
}
