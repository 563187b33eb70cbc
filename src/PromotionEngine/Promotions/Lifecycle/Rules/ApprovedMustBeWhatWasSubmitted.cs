using PromotionEngine.Boomi.Platform;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle.Rules;

/// <summary>What is approved is what was submitted: a branch that somebody edited since is not approved.</summary>
internal static class ApprovedMustBeWhatWasSubmitted
{
    /// <summary>Checks it.</summary>
    /// <param name="promotion">The promotion.</param>
    /// <param name="onBranch">The newest revision that the branch has of its own, for each of the promotion's components that has one.</param>
    /// <param name="code">What the action answers.</param>
    /// <exception cref="PromotionFailure">With <paramref name="code"/>.</exception>
    public static void Require(Promotion promotion, IReadOnlyCollection<ComponentMetadata> onBranch, string code)
    {
        if (promotion.Submission is not { Frozen.Count: > 0 } submission)
        {
            throw new PromotionFailure(code, $"What was submitted with promotion {promotion.Id} is not known any more. Withdraw it and promote again.");
        }

        if (BranchContent.Changes(submission.Frozen, onBranch) is { Count: > 0 } changes)
        {
            throw new PromotionFailure(
                code,
                $"The branch {promotion.BranchName} was changed after promotion {promotion.Id} was submitted: {Listing.Of(changes)}. Reject it, or have it withdrawn, and promote again.");
        }
    }
}
