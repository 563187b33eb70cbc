namespace PromotionEngine.Promotions;

/// <summary>Settings under <c>Branches</c>.</summary>
public sealed class BranchOptions
{
    /// <summary>Where the settings stand.</summary>
    public const string Section = "Branches";

    /// <summary>Branches besides main at which ordinary promotions are refused.</summary>
    public int SoftLimit { get; set; } = 15;

    /// <summary>What the platform allows in the account; an emergency may use all but one of them.</summary>
    public int HardLimit { get; set; } = 20;

    /// <summary>Branches that a promotion may find in use, at most, itself included.</summary>
    public int LimitFor(bool isHotfix) => isHotfix ? HardLimit - 1 : SoftLimit;
}
