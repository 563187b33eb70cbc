namespace PromotionEngine.Deployments;

/// <summary>What a deployment does; it follows from the promotion's status and the request.</summary>
public enum DeploymentMode
{
    /// <summary>Packages from the branch and releases to a test pack; main is untouched.</summary>
    Test,

    /// <summary>Merges a tested branch to main, packages from there and releases to a production pack.</summary>
    Production,

    /// <summary>The same for an emergency that was not tested; its test pack follows.</summary>
    Hotfix,

    /// <summary>Releases the package of a test deployment that found no pack.</summary>
    PackAssignment,
}
