namespace PromotionEngine.Deployments;

/// <summary>What an integration pack is for.</summary>
public enum PackPurpose
{
    /// <summary>Either.</summary>
    All,

    /// <summary>Test: its name ends so.</summary>
    Test,

    /// <summary>Production: every other.</summary>
    Production,
}
