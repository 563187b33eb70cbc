using Contract.Errors;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle.Rules;

/// <summary>Nothing expires without a warning at least a day before.</summary>
internal static class PeopleMustHaveBeenWarned
{
    /// <summary>Time between the warning and the end, at least.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromHours(24);

    /// <summary>Checks it.</summary>
    /// <exception cref="PromotionFailure">INVALID_PROMOTION_STATUS.</exception>
    public static void Require(Promotion promotion, DateTimeOffset at)
    {
        if (promotion.ExpiryWarnedAt is not { } warned || at - warned < Notice)
        {
            throw new PromotionFailure(ErrorCodes.InvalidPromotionStatus, $"Promotion {promotion.Id} does not expire yet: its people were not warned {Notice.TotalHours:0} hours ago.");
        }
    }
}
