namespace PromotionEngine.Boomi.Platform;

/// <summary>How often an integration pack can be installed in an account, in the platform's words.</summary>
public static class InstallationType
{
    /// <summary>Once.</summary>
    public const string Single = "SINGLE";

    /// <summary>Several times; the only kind that this service works with.</summary>
    public const string Multi = "MULTI";
}
