namespace PromotionEngine.Boomi.DataHub;

/// <summary>
/// The five models, defined once: client, set-up and seeds all read them here. Lengths are chosen so that a row stays below DataHub's 8 KB,
/// counted with four bytes a character of a STRING.
/// </summary>
public static class GoldenRecordModels
{
    private const int Id = 64;
    private const int Mail = 254;
    private const int Name = 255;
    private const int Flag = 5;
    private const int Word = 32;

    /// <summary>Which production component a development component is.</summary>
    public static GoldenRecordModel ComponentMapping { get; } = new(
        "ComponentMapping",
        ["devAccountId", "devComponentId"],
        "devComponentId",
        [RecordSources.PromotionEngine, RecordSources.AdminSeeding],
        [
            Required("devAccountId", Id),
            Required("devComponentId", Id),
            Required("prodComponentId", Id),
            Required("componentName", Name),
            Required("componentType", Id),
            Required("prodAccountId", Id),
            Number("prodLatestVersion"),
            Time("lastPromotedAt", required: true),
            Required("lastPromotedBy", Mail),
            Optional("mappingSource", Word),
        ]);

    /// <summary>Which groups may use which development account.</summary>
    public static GoldenRecordModel DevAccountAccess { get; } = new(
        "DevAccountAccess",
        ["ssoGroupId", "devAccountId"],
        "devAccountId",
        [RecordSources.AdminConfig],
        [
            Required("ssoGroupId", Name),
            Required("devAccountId", Id),
            Required("ssoGroupName", Name),
            Required("devAccountName", Name),
            Required("isActive", Flag),
        ]);

    /// <summary>The life of each promotion.</summary>
    public static GoldenRecordModel PromotionLog { get; } = new(
        "PromotionLog",
        ["promotionId"],
        "promotionId",
        [RecordSources.PromotionEngine],
        [
            Required("promotionId", Id),
            Required("devAccountId", Id),
            Required("prodAccountId", Id),
            Required("devPackageId", Id),
            Required("initiatedBy", Mail),
            Time("initiatedAt", required: true),
            Required("status", Word),
            Required("targetEnvironment", 10),
            Number("componentsTotal"),
            Number("componentsCreated"),
            Number("componentsUpdated"),
            Number("componentsFailed"),
            Optional("prodPackageId", Id),
            Text("errorMessage"),
            Text("resultDetail"),
            Optional("peerReviewStatus", Word),
            Optional("peerReviewedBy", Mail),
            Time("peerReviewedAt"),
            Text("peerReviewComments"),
            Optional("adminReviewStatus", Word),
            Optional("adminApprovedBy", Mail),
            Time("adminApprovedAt"),
            Text("adminComments"),
            Optional("branchId", Id),
            Optional("branchName", 50),
            Optional("integrationPackId", Id),
            Text("integrationPackName"),
            Optional("releaseId", Id),
            Optional("testReleaseId", Id),
            Text("processName"),
            Optional("isHotfix", Flag),
            Text("hotfixJustification"),
            Optional("testPromotionId", Id),
            Time("testDeployedAt"),
            Optional("testIntegrationPackId", Id),
            Text("testIntegrationPackName"),
            Optional("promotedFromTestBy", Mail),
            Time("withdrawnAt"),
            Text("withdrawalReason"),
            Optional("packageVersion", 50),
            Text("deploymentNotes"),
            Optional("wishedPackId", Id),
        ]);

    /// <summary>Who may edit which extension of an environment.</summary>
    public static GoldenRecordModel ExtensionAccessMapping { get; } = new(
        "ExtensionAccessMapping",
        ["environmentId", "prodComponentId"],
        "prodComponentId",
        [RecordSources.PromotionEngine, RecordSources.AdminSync],
        [
            Required("environmentId", Id),
            Required("prodComponentId", Id),
            Required("componentName", Name),
            Required("componentType", Word),
            Text("authorizedSsoGroups", required: true),
            Required("isConnectionExtension", Flag),
            Time("lastUpdatedAt", required: true),
            Required("lastUpdatedBy", Mail),
            Optional("devAccountId", Id),
            Optional("devAccountName", Name),
            Optional("ownerProcessId", Id),
            Optional("ownerProcessName", Name),
            Optional("isSharedComponent", Flag),
            Optional("extensionGroupId", 128),
        ]);

    /// <summary>Environments of the client accounts, and the groups that may edit their extensions.</summary>
    public static GoldenRecordModel ClientAccountConfig { get; } = new(
        "ClientAccountConfig",
        ["clientAccountId", "ssoGroupId"],
        "clientAccountId",
        [RecordSources.AdminConfig, RecordSources.ExtensionEngine],
        [
            Required("clientAccountId", Id),
            Required("ssoGroupId", Name),
            Required("clientAccountName", Name),
            Required("testEnvironmentId", Id),
            Required("testEnvironmentName", Name),
            Required("prodEnvironmentId", Id),
            Required("prodEnvironmentName", Name),
            Required("ssoGroupName", Name),
            Required("isActive", Flag),
            Optional("integrationPackInstanceId", 128),
            Time("lastExtensionSyncAt"),
            Optional("lastExtensionSyncBy", Mail),
        ]);

    /// <summary>All models.</summary>
    public static IReadOnlyList<GoldenRecordModel> All { get; } = [ComponentMapping, DevAccountAccess, PromotionLog, ExtensionAccessMapping, ClientAccountConfig];

    private static GoldenRecordField Required(string name, int maxLength) => new(name, GoldenFieldType.String, Required: true, maxLength);

    private static GoldenRecordField Optional(string name, int maxLength) => new(name, GoldenFieldType.String, Required: false, maxLength);

    private static GoldenRecordField Text(string name, bool required = false) => new(name, GoldenFieldType.Clob, required, 5000);

    private static GoldenRecordField Number(string name) => new(name, GoldenFieldType.Integer, Required: true, MaxLength: 0);

    private static GoldenRecordField Time(string name, bool required = false) => new(name, GoldenFieldType.DateTime, required, MaxLength: 0);
}
