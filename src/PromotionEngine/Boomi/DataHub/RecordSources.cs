namespace PromotionEngine.Boomi.DataHub;

/// <summary>Sources: who contributes to golden records.</summary>
public static class RecordSources
{
    /// <summary>This service, for what promotions do.</summary>
    public const string PromotionEngine = "PROMOTION_ENGINE";

    /// <summary>Admins, for mappings that they set by hand.</summary>
    public const string AdminSeeding = "ADMIN_SEEDING";

    /// <summary>Admins, for access and client accounts.</summary>
    public const string AdminConfig = "ADMIN_CONFIG";

    /// <summary>Admins, for a rebuild of extension access.</summary>
    public const string AdminSync = "ADMIN_SYNC";

    /// <summary>This service, for what it learns about environments.</summary>
    public const string ExtensionEngine = "EXTENSION_ENGINE";
}
