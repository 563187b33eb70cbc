using BoomiEmulator.Seeding.Documents;

namespace BoomiEmulator.Seeding.Scenes;

/// <summary>The primary account: the shared connections and an integration that was built there by hand, nothing from dev.</summary>
internal sealed class HeadOffice(AccountDraft draft) : AccountScene(draft, "Finance")
{
    private readonly Dictionary<ConnectionKind, string> _shared = [];

    /// <summary>The id of a shared connection.</summary>
    public string IdOf(ConnectionKind kind) => _shared[kind];

    public void Play(IEnumerable<ConnectionKind> more)
    {
        foreach (var kind in SharedConnections.All.Concat(more))
            _shared.Add(kind, kind.AddTo(Draft, SharedConnections.Folder));

        var statement = FlatFileProfile("Bank statement", "number state iban amount# bookedAt@");
        var booking = XmlProfile("Booking", "Booking", "number state account amount#");
        var settings = Other("Finance settings", ComponentTypes.ProcessProperty, "Settings", pen => DataDocuments.ProcessProperties(pen, ["site", "batch-size", "finance-passphrase"]));
        var get = Operation("Get statements", "sftp", OperationDocuments.PartnerGateway);
        var post = Operation("Post bookings", "officialboomi-X3979C-dbv2da-prod", pen => OperationDocuments.GenericDatabaseWrite(pen, booking, booking, "ledger.bookings"));
        var map = Map("Statement to booking", statement, booking, 3);
        var root = Process("Bank statement import", _ => new ProcessCanvas()
            .StartWithNoData()
            .SetProperties(settings, "site")
            .Connector("Statements", "sftp", "Get", IdOf(SharedConnections.BankFiles), get)
            .Map("To booking", map)
            .Connector("Book", "officialboomi-X3979C-dbv2da-prod", "INSERT", IdOf(SharedConnections.LedgerDatabase), post, booking)
            .End()
            .Draw(),
            _ => Overrides(settings, map));
        Draft.Package(root, "3.1.0", "Made by hand before there were promotions.");
        Draft.Wait(TimeSpan.FromDays(40));
        Draft.Revise(map, _ => MapDocuments.Map(statement, booking, 3, fallback: "USD"));
        Draft.Package(root, "3.2.0", "Dollars where the currency is missing.");
    }

    /// <summary>What client accounts may set in their environments.</summary>
    private string Overrides(string settings, string map) => OverrideDocuments.Write(
        [
            (IdOf(SharedConnections.BankFiles), "host", "SFTPSettings/host"),
            (IdOf(SharedConnections.BankFiles), "password", "SFTPSettings/password"),
            (IdOf(SharedConnections.LedgerDatabase), "url", "GenericConnectionConfig/field[@id='url']/@value"),
            (IdOf(SharedConnections.LedgerDatabase), "password", "GenericConnectionConfig/field[@id='password']/@value"),
        ],
        ["DPP_BANK_REGION"],
        (settings, "site"),
        moreKeys: [("batch-size", "Batch size"), ("finance-passphrase", "Ledger passphrase")],
        mapId: map);
}
