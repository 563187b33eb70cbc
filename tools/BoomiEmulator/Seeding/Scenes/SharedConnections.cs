using BoomiEmulator.Seeding.Documents;

namespace BoomiEmulator.Seeding.Scenes;

/// <summary>The connections of the primary account's <c>#Connections</c> folder, and their counterparts in dev accounts.</summary>
internal static class SharedConnections
{
    public const string Folder = "#Connections";

    public static readonly ConnectionKind OrdersDatabase = new("Orders database", "database", pen => ConnectionDocuments.Database(pen, "orders"));

    public static readonly ConnectionKind LedgerDatabase =
        new("Ledger database", "officialboomi-X3979C-dbv2da-prod", pen => ConnectionDocuments.GenericDatabase(pen, "ledger"));

    public static readonly ConnectionKind CarrierApi = new("Carrier API", "officialboomi-X3979C-rest-prod", ConnectionDocuments.Rest);

    public static readonly ConnectionKind CustomerApi = new("Customer API", "http", pen => ConnectionDocuments.Http(pen));

    public static readonly ConnectionKind PartnerFiles = new("Partner files", "sftp", ConnectionDocuments.Sftp);

    public static readonly ConnectionKind Archive = new("Archive disk", "disk-sdk", pen => ConnectionDocuments.Disk(pen.Dice));

    public static readonly ConnectionKind PayrollDatabase = new("Payroll database", "database", pen => ConnectionDocuments.Database(pen, "payroll"));

    public static readonly ConnectionKind BankFiles = new("Bank files", "sftp", ConnectionDocuments.Sftp);

    /// <summary>Shared, but no dev account's connection is mapped to it yet.</summary>
    public static readonly ConnectionKind Crm = new("CRM", "salesforce", ConnectionDocuments.Salesforce);

    /// <summary>Those that the primary account has in any world.</summary>
    public static readonly IReadOnlyList<ConnectionKind> All =
        [OrdersDatabase, LedgerDatabase, CarrierApi, CustomerApi, PartnerFiles, Archive, PayrollDatabase, BankFiles, Crm];
}
