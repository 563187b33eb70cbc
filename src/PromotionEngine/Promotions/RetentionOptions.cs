namespace PromotionEngine.Promotions;

/// <summary>Settings under <c>Promotion</c> that say how long the store keeps what has ended.</summary>
public sealed class RetentionOptions
{
    /// <summary>Days for which the working copy of an ended promotion is kept. DataHub keeps its record for good.</summary>
    public int KeepDays { get; set; } = 30;
}
