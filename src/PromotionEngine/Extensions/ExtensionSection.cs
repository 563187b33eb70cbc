namespace PromotionEngine.Extensions;

/// <summary>
/// A section of the platform's EnvironmentExtensions: <c>{Name}.{List}[]</c> are its entries, each with <c>{IdName}</c>, and each with
/// <c>{Fields}[]</c> that have <c>{FieldIdName}</c>, in <c>{Groups}[]</c> where those are.
/// </summary>
/// <param name="Name">Name of the section.</param>
/// <param name="List">Name of the list of entries.</param>
/// <param name="ComponentType">What golden records call such a component; empty for dynamic process properties, which belong to none.</param>
/// <param name="Fields">Name of the list of fields; empty when the entry itself is the value.</param>
internal sealed record ExtensionSection(string Name, string List, string ComponentType, string Fields)
{
    public const string FullName = "EnvironmentExtensions";

    public static ExtensionSection Connections { get; } = new("connections", "connection", "connection", "field");

    public static ExtensionSection TradingPartners { get; } = new("tradingPartners", "tradingPartner", "tradingPartner", "field") { Groups = "category" };

    public static ExtensionSection CrossReferences { get; } = new("crossReferences", "crossReference", "crossReference", string.Empty);

    public static ExtensionSection ProcessProperties { get; } = new("processProperties", "ProcessProperty", "processProperty", "ProcessPropertyValue") { FieldIdName = "key" };

    public static ExtensionSection Properties { get; } = new("properties", "property", string.Empty, string.Empty) { IdName = "name" };

    public static ExtensionSection Certificates { get; } = new("PGPCertificates", "PGPCertificate", "pgpCertificate", string.Empty);

    public static IReadOnlyList<ExtensionSection> All { get; } =
    [
        Connections,
        new("operations", "operation", "operation", "field"),
        TradingPartners,
        new("sharedCommunications", "sharedCommunication", "sharedCommunication", "field"),
        CrossReferences,
        ProcessProperties,
        Properties,
        Certificates,
    ];

    /// <summary>Name of the member that tells entries apart.</summary>
    public string IdName { get; init; } = "id";

    /// <summary>Name of the member that tells fields apart.</summary>
    public string FieldIdName { get; init; } = "id";

    /// <summary>Name of the list between entry and fields; empty where there is none.</summary>
    public string Groups { get; init; } = string.Empty;
}
