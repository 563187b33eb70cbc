using PromotionEngine.Accounts;

namespace PromotionEngine.Promotions.Lifecycle;

/// <summary>The people whose work a promotion is: who started it and who submitted it for review. They do not decide on it.</summary>
public static class Parties
{
    /// <summary>What <paramref name="person"/> did in the promotion, as words for a message; null when they are no party.</summary>
    public static string? PartIn(Promotion promotion, Person person) =>
        promotion.InitiatedBy.IsSamePersonAs(person) ? "started"
        : promotion.Submission is { } submission && submission.By.IsSamePersonAs(person) ? "submitted"
        : null;

    /// <summary>The parties, for messages.</summary>
    public static string NamesOf(Promotion promotion) =>
        promotion.Submission is { } submission && !submission.By.IsSamePersonAs(promotion.InitiatedBy)
            ? $"{promotion.InitiatedBy.Label} or {submission.By.Label}"
            : promotion.InitiatedBy.Label;
}
