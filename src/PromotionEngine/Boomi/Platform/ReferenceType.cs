namespace PromotionEngine.Boomi.Platform;

/// <summary>How tightly a component is bound to the one that refers to it. Promotion follows both.</summary>
public enum ReferenceType
{
    /// <summary>Part of the parent's configuration and packaged with it.</summary>
    Dependent,

    /// <summary>A looser link, for example a called process.</summary>
    Independent,
}
