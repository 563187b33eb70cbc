namespace PromotionEngine.Deployments;

/// <summary>Which of a promotion's two packs is meant.</summary>
public enum PackTarget
{
    /// <summary>The pack that is tested.</summary>
    Test,

    /// <summary>The pack of production.</summary>
    Production,
}
