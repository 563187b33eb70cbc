namespace PromotionEngine.Components;

/// <summary>Hides the secret places of documents that people see.</summary>
public static class SecretMask
{
    /// <summary>What stands in a masked place.</summary>
    public const string Mask = "******";

    /// <summary>The document with every secret place masked.</summary>
    public static string Apply(string xml, ComponentXmlLimits? limits = null) => throw new NotSupportedException("not yet");

    /// <summary>Both sides of a diff with the same places masked in each.</summary>
    public static (string Left, string Right) ApplyToBoth(string left, string right, ComponentXmlLimits? limits = null) => throw new NotSupportedException("not yet");
}
