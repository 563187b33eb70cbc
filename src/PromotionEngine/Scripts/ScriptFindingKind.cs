namespace PromotionEngine.Scripts;

/// <summary>What is wrong with a script.</summary>
public enum ScriptFindingKind
{
    /// <summary>It does not compile.</summary>
    Syntax,

    /// <summary>It reaches for something that scripts may not use.</summary>
    Security,

    /// <summary>It is too long.</summary>
    Size,
}
