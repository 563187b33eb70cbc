using BoomiEmulator.Seeding.Documents;

namespace BoomiEmulator.Seeding.Scenes;

/// <summary>Further shared connections, which several teams use.</summary>
internal static class TeamSystems
{
    private const string NewDatabase = "officialboomi-X3979C-dbv2da-prod";
    private const string Rest = "officialboomi-X3979C-rest-prod";

    public static readonly IReadOnlyList<ConnectionKind> All =
    [
        new("Warehouse database", "database", pen => ConnectionDocuments.Database(pen, "warehouse")),
        new("Freight database", NewDatabase, pen => ConnectionDocuments.GenericDatabase(pen, "freight")),
        new("Forecast database", NewDatabase, pen => ConnectionDocuments.GenericDatabase(pen, "forecast")),
        new("Shop API", Rest, ConnectionDocuments.Rest),
        new("Pricing API", Rest, ConnectionDocuments.Rest),
        new("Tax service", "http", pen => ConnectionDocuments.Http(pen)),
        new("Identity API", "http", pen => ConnectionDocuments.Http(pen)),
        new("Customs files", "sftp", ConnectionDocuments.Sftp),
        new("Data lake files", "sftp", ConnectionDocuments.Sftp),
        new("Report disk", "disk-sdk", pen => ConnectionDocuments.Disk(pen.Dice)),
    ];
}
