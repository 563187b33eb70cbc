using BoomiEmulator.Seeding.Documents;

namespace BoomiEmulator.Seeding.Scenes;

/// <summary>The main package of the first dev account: a root process whose newest package holds 40 components, 5 of them
/// connections; two older packages of the same root hold less; one map was edited after the newest package.</summary>
internal sealed class OrderToCash : AccountScene
{
    private readonly string _siteKey;
    private readonly string _taxScript;
    private readonly string _stamp;

    public OrderToCash(AccountDraft draft)
        : base(draft, "Order to Cash")
    {
        _siteKey = draft.Dice.NextId();
        _taxScript = ScriptDocuments.TaxScript(draft.Dice.Number(5, 25));
        OrdersDatabase = SharedConnections.OrdersDatabase.AddTo(draft, Connections, " DEV");
        LedgerDatabase = SharedConnections.LedgerDatabase.AddTo(draft, Connections, " DEV");
        CarrierApi = SharedConnections.CarrierApi.AddTo(draft, Connections, " sandbox");
        CustomerApi = SharedConnections.CustomerApi.AddTo(draft, Connections, " sandbox");
        PartnerFiles = SharedConnections.PartnerFiles.AddTo(draft, Connections, " DEV");

        Settings = Other("Order to Cash settings", ComponentTypes.ProcessProperty, "Settings", pen => DataDocuments.ProcessProperties(pen, [_siteKey, "batch-size", "ledger-passphrase"]));
        _stamp = ScriptDocuments.StampScript(Settings, _siteKey);
        StampScript = Other("Stamp site", ComponentTypes.ProcessScript, "Scripts", _ => ScriptDocuments.ProcessScript(_stamp));
        Countries = Other("Country codes", ComponentTypes.CrossReference, "Settings", pen => DataDocuments.CrossReference(pen.Dice, 24));
        Canonical = JsonProfile("Canonical order", "number state customer currency placedAt@ total# lines# express? keyField monkey");
        Failure = AddFailure();
        Fetch = AddFetch();
        Ship = AddShip();
        Root = draft.Reserve();
    }

    public string OrdersDatabase { get; }

    public string LedgerDatabase { get; }

    public string CarrierApi { get; }

    public string CustomerApi { get; }

    public string PartnerFiles { get; }

    public string Settings { get; }

    public string SiteKey => _siteKey;

    public string StampScript { get; }

    public string Countries { get; }

    public string Canonical { get; }

    public string Failure { get; }

    public string Fetch { get; }

    public string Ship { get; }

    public string Root { get; }

    public string EnqueueOperation { get; private set; } = string.Empty;

    public string PartnerProfile { get; private set; } = string.Empty;

    public string PartnerCertificate { get; private set; } = string.Empty;

    public string CustomerOperation { get; private set; } = string.Empty;

    private string ShipmentMap { get; set; } = string.Empty;

    private string ShipmentRequest { get; set; } = string.Empty;

    /// <summary>Builds the rest over the weeks, packaging three times.</summary>
    /// <returns>The newest package.</returns>
    public SeedPackage Play()
    {
        Process("Order to Cash", _ => RootCanvas([]), RootOverrides, Root, "Takes open orders to shipment, invoice and ledger.");
        Draft.Package(Root, "1.0.0", "First release: orders are fetched and shipped.");

        Draft.Wait(TimeSpan.FromDays(20));
        Draft.Author = Draft.Authors[^1];
        var ledger = AddLedger();
        Draft.Revise(Root, _ => RootCanvas([("Post to ledger", ledger)]), RootOverrides, "Takes open orders to shipment, invoice and ledger.");
        Draft.Package(Root, "1.1.0", "Posts to the ledger as well.");

        Draft.Wait(TimeSpan.FromDays(25));
        Draft.Author = Draft.Authors[0];
        var partners = AddPartners();
        Draft.Revise(
            Root,
            _ => RootCanvas([("Post to ledger", ledger), ("Partner orders", partners)]),
            RootOverrides,
            "Takes open orders, ours & our partners', to shipment, invoice and ledger.");
        var newest = Draft.Package(Root, "2.0.0", "Partner orders over EDI; see the hand-over notes.");

        Draft.Wait(TimeSpan.FromDays(3));
        Draft.Revise(ShipmentMap, _ => MapDocuments.Map(Canonical, ShipmentRequest, 3, fallback: "not yet packaged"));
        return newest;
    }

    private string AddFailure()
    {
        var queue = Other("Order events", ComponentTypes.Queue, "Settings", _ => DataDocuments.Queue("order-events"));
        EnqueueOperation = Operation("Enqueue order event", "queue", _ => OperationDocuments.QueueSend(queue));
        return Process("Handle failure", pen => new ProcessCanvas()
            .StartWithDocuments()
            .SetProperties(
                Settings,
                _siteKey,
                $"<parametervalue key=\"2\" usesEncryption=\"true\" valueType=\"static\"><staticparameter>{pen.Elements("EncryptedValue")}</staticparameter></parametervalue>")
            .Notify("Order {1} failed; see the queue.")
            .Connector("Enqueue", "queue", "Send", connectionId: null, EnqueueOperation)
            .End()
            .Draw());
    }

    private string AddFetch()
    {
        var rows = DatabaseProfile("Open orders read", "sales.open_orders", "number state customer currency placedAt@ total#");
        var operation = Operation("Get open orders", "database", _ => OperationDocuments.DatabaseGet(rows, 500));
        var function = Other("Normalise party name", ComponentTypes.Function, "Maps", _ => MapDocuments.Function(" (EU)"));
        var map = Map("Open orders to canonical", rows, Canonical, 6, [MapDocuments.UserDefinedStep(1, function, "Normalise party name"), MapDocuments.CrossReferenceStep(2, Countries)]);
        return Process("Fetch open orders", _ => new ProcessCanvas()
            .StartWithDocuments()
            .Connector("Open orders", "database", "Get", OrdersDatabase, operation, $"EMBEDDED|databaseparameterchooser|{rows}|{operation}")
            .Map("To canonical", map)
            .Script("Stamp site", StampScript, _stamp)
            .Return("Orders")
            .Draw());
    }

    private string AddShip()
    {
        ShipmentRequest = JsonProfile("Shipment request", "number state customer weight# pickupAt@ express?");
        var response = JsonProfile("Shipment response", "number state trackingUrl password host");
        var invoice = XmlProfile("Invoice", "Invoice", "number state customer currency issuedAt@ total#");
        var cache = Other("Customers by number", ComponentTypes.DocumentCache, "Settings", _ => DataDocuments.DocumentCache(response, "profile.json", "number"));
        var taxScript = Other("Split off tax", ComponentTypes.MapScript, "Scripts", _ => ScriptDocuments.MapScript(_taxScript));
        var stylesheet = Other("Invoice for print", ComponentTypes.Stylesheet, "Maps", _ => ScriptDocuments.Stylesheet("Invoice"));
        var pgp = Other("Partner mailbox key ring", ComponentTypes.CertificatePgp, "Settings", DataDocuments.PgpCertificate);
        CustomerOperation = Operation("Get customer", "http", _ => OperationDocuments.Http("GET", "customers", null, response));
        var book = Operation("Book shipment", "officialboomi-X3979C-rest-prod", pen => OperationDocuments.Carrier(pen, ShipmentRequest, response));
        var send = Operation("Send invoice", "sftp", OperationDocuments.PartnerGateway);
        var connectorStep = MapDocuments.ConnectorStep(1, "http", CustomerApi, CustomerOperation, response);
        ShipmentMap = Map("Canonical to shipment", Canonical, ShipmentRequest, 3, [connectorStep], [cache]);
        var invoiceMap = Map("Canonical to invoice", Canonical, invoice, 5, [MapDocuments.ScriptStep(1, taxScript, _taxScript)]);
        return Process(
            "Ship and invoice",
            pen => new ProcessCanvas()
                .StartWithDocuments()
                .TryOrCall(Failure)
                .Connector("Customer", "http", "Get", CustomerApi, CustomerOperation, $"EMBEDDED|HttpParameterChooser|{CustomerOperation}")
                .LoadCache(cache)
                .Decision("Open?", Canonical, "profile.json", "OPEN & READY")
                .Map("To shipment", ShipmentMap)
                .Connector("Book", "officialboomi-X3979C-rest-prod", "POST", CarrierApi, book, ShipmentRequest, BookProperties(pen))
                .Map("To invoice", invoiceMap)
                .Transform(stylesheet)
                .Split(response, pgp)
                .Connector("Send", "sftp", "Send", PartnerFiles, send)
                .Return("Shipped")
                .Remark($"Until release 1.0.0 the step To shipment used {ShipmentMap} twice.")
                .Draw(),
            _ => OverrideDocuments.Write(
                [(CarrierApi, "password", "GenericConnectionConfig/field[@id='password']/@value"), (PartnerFiles, "host", "SFTPSettings/host")],
                ["DPP_CARRIER"],
                pgpCertificateId: pgp));
    }

    private string AddLedger()
    {
        var line = FlatFileProfile("Ledger line", "number state account costCentre amount# bookedAt@");
        var map = Map("Canonical to ledger line", Canonical, line, 5);
        var write = Operation("Write ledger entries", "officialboomi-X3979C-dbv2da-prod", pen => OperationDocuments.GenericDatabaseWrite(pen, Canonical, Canonical, "ledger.entries"));
        return Process("Post to ledger", _ => new ProcessCanvas()
            .StartWithDocuments()
            .TryOrCall(Failure)
            .Connector("Write", "officialboomi-X3979C-dbv2da-prod", "INSERT", LedgerDatabase, write, Canonical)
            .Map("To line", map)
            .Connector("Tell", "queue", "Send", connectionId: null, EnqueueOperation)
            .Return("Posted")
            .Draw());
    }

    private string AddPartners()
    {
        PartnerProfile = EdiProfile("Purchase order 850", "850", "BEG03 BEG01 BEG02 BEG05 N102 PO102");
        PartnerCertificate = Other("Partner signing certificate", ComponentTypes.Certificate, "Settings", DataDocuments.Certificate);
        var partner = Other("Nordwind Retail", ComponentTypes.TradingPartner, "Partners", pen => PartnerDocuments.TradingPartner(pen, PartnerProfile, PartnerCertificate));
        var map = Map("Purchase order to canonical", PartnerProfile, Canonical, 5);
        return Process("Partner orders", _ => new ProcessCanvas()
            .StartWithPartners(groupId: null, [partner])
            .Map("To canonical", map)
            .Call("Ship", Ship)
            .Notify("Partner order {1} taken.")
            .End()
            .Draw(listener: true));
    }

    private string RootCanvas(IReadOnlyList<(string Label, string ProcessId)> later)
    {
        var canvas = new ProcessCanvas()
            .StartWithNoData()
            .SetProperties(Settings, _siteKey)
            .TryOrCall(Failure)
            .Call("Fetch", Fetch)
            .Call("Ship", Ship);
        foreach (var (label, processId) in later)
            canvas.Call(label, processId, wait: false);

        return canvas.Notify("Run is over.").End().Draw();
    }

    private string RootOverrides(SeedPen pen) => OverrideDocuments.Write(
        [(OrdersDatabase, "password", "DatabaseConnectionSettings/@password"), (OrdersDatabase, "host", "DatabaseConnectionSettings/@host"), (CustomerApi, "url", "HttpSettings/@url")],
        ["DPP_REGION", "DPP_HOST"],
        (Settings, _siteKey),
        (Countries, "Country codes"));

    private static string BookProperties(SeedPen pen) =>
        string.Concat(SecretNames.All.Select(name => $"<property name=\"{name}\" value=\"{pen.Secret(SecretPlace.EntryByName, name)}\"/>"))
        + string.Concat(SecretNames.LookAlikes.Select(name => $"<property name=\"{name}\" value=\"{pen.Keep(name)}\"/>"))
        + "<propertyvalue childKey=\"units\" key=\"queryParameters\" name=\"units\" valueType=\"static\"><staticparameter staticproperty=\"metric\"/></propertyvalue>";
}
