using BoomiEmulator.Seeding.Documents;

namespace BoomiEmulator.Seeding.Scenes;

/// <summary>What else the first dev account holds: the awkward cases, and the types that a process does not reach.</summary>
internal sealed class OrderDesk(AccountDraft draft, OrderToCash orders) : AccountScene(draft, "Order desk")
{
    /// <summary>A disk connection, mapped.</summary>
    public string Archive { get; private set; } = string.Empty;

    /// <summary>A CRM connection that nobody mapped.</summary>
    public string UnmappedCrm { get; private set; } = string.Empty;

    /// <summary>The root of the package with the unmapped connection.</summary>
    public string Returns { get; private set; } = string.Empty;

    /// <summary>The root of the package with cycles: it calls a process that calls it back; another calls itself.</summary>
    public string CycleRoot { get; private set; } = string.Empty;

    /// <summary>The root of the diamond.</summary>
    public string DiamondRoot { get; private set; } = string.Empty;

    /// <summary>A process that nobody ever packaged.</summary>
    public string NeverPackaged { get; private set; } = string.Empty;

    /// <summary>A process with a process route, whose package cannot be shared.</summary>
    public string RouteRoot { get; private set; } = string.Empty;

    public void Play()
    {
        AddReturns();
        AddCycle();
        AddDiamond();
        AddPartnerDesk();
        AddServices();
        var probe = JsonProfile("Stock probe", "number state warehouse quantity#");
        NeverPackaged = Process("Inventory probe", _ => new ProcessCanvas().StartWithNoData().Split(probe).Notify("{1}").End().Draw(), description: "A try; do not use.");
    }

    private void AddReturns()
    {
        Archive = SharedConnections.Archive.AddTo(Draft, Connections, " DEV");
        UnmappedCrm = SharedConnections.Crm.AddTo(Draft, Connections, " playground");
        var account = XmlProfile("CRM account", "Account", "number state owner phone");
        var query = Operation("Query accounts", "salesforce", _ => OperationDocuments.SalesforceQuery(account));
        var write = Operation("Archive return", "disk-sdk", _ => OperationDocuments.DiskCreate());
        var map = Map("Account to canonical order", account, orders.Canonical, 3);
        Returns = Process("Customer returns", _ => new ProcessCanvas()
            .StartWithNoData()
            .Connector("Accounts", "salesforce", "Get", UnmappedCrm, query)
            .Map("To canonical", map)
            .Connector("Archive", "disk-sdk", "CREATE", Archive, write)
            .Call("On error", orders.Failure)
            .End()
            .Draw());
        Draft.Package(Returns, "0.9.0", "Needs the CRM connection in production.");
    }

    private void AddCycle()
    {
        CycleRoot = Draft.Reserve();
        var other = Draft.Reserve();
        var tree = Draft.Reserve();
        Process("Retry orders", _ => new ProcessCanvas().StartWithNoData().Call("One", other).Call("Tree", tree).End().Draw(), id: CycleRoot);
        Process("Reprocess order", _ => new ProcessCanvas()
            .StartWithDocuments()
            .Decision("Done?", orders.Canonical, "profile.json", "DONE")
            .Call("Again", CycleRoot)
            .Return("Done")
            .Draw(), id: other);
        Process("Walk category tree", _ => new ProcessCanvas()
            .StartWithDocuments()
            .Script("Stamp", orders.StampScript, ScriptDocuments.StampScript(orders.Settings, orders.SiteKey))
            .Call("Children", tree)
            .Return("Leaves")
            .Draw(), id: tree, description: "Calls itself for every child.");
        Draft.Package(CycleRoot, "1.0.0", "Two processes that call each other.");
    }

    private void AddDiamond()
    {
        var window = Process("Month window", _ => new ProcessCanvas().StartWithDocuments().SetProperties(orders.Settings, orders.SiteKey).Return("Window").Draw());
        var balance = JsonProfile("Balance", "number state account amount#");
        var function = Other("Round to cents", ComponentTypes.Function, "Maps", _ => MapDocuments.Function(".00"));
        var map = Map("Canonical to balance", orders.Canonical, balance, 2, [MapDocuments.UserDefinedStep(1, function, "Round to cents")]);
        var receivables = Process("Close receivables", _ => new ProcessCanvas().StartWithDocuments().Call("Window", window).Map("Balance", map).Return("Closed").Draw());
        var payables = Process("Close payables", _ => new ProcessCanvas().StartWithDocuments().Call("Window", window).Map("Balance", map).Return("Closed").Draw());
        DiamondRoot = Process("Month-end close", _ => new ProcessCanvas()
            .StartWithNoData()
            .Call("Receivables", receivables)
            .Call("Payables", payables)
            .InlineScript("Count", "\nint rows = dataContext.getDataCount()\nif (rows > 0 && rows < 10) { dataContext.storeStream(dataContext.getStream(0), dataContext.getProperties(0)) }\n")
            .End()
            .Draw());
        Draft.Package(DiamondRoot, "1.0.0", "Month end.");
        Draft.Package(DiamondRoot, "1.0.1", "Packaged once more without a change.");
    }

    private void AddPartnerDesk()
    {
        var channel = Other("Partner mailbox", ComponentTypes.SharedCommunication, "Partners", PartnerDocuments.SharedCommunication);
        var organization = Other("Südwind Group", ComponentTypes.PartnerOrganization, "Partners", pen => PartnerDocuments.Organization(pen.Dice));
        var partner = Other("Südwind Wholesale", ComponentTypes.TradingPartner, "Partners", pen =>
            PartnerDocuments.TradingPartner(pen, orders.PartnerProfile, orders.PartnerCertificate, organization, channel));
        var group = Other("Wholesale partners", ComponentTypes.PartnerGroup, "Partners", _ => PartnerDocuments.Group([partner]));
        var onboard = Process("Onboard partner", _ => new ProcessCanvas().StartWithPartners(group, [partner]).Notify("{1}").Return("Done").Draw(listener: true));
        var offboard = Process("Offboard partner", _ => new ProcessCanvas().StartWithDocuments().Notify("{1}").Return("Done").Draw());
        var route = Other("Partner routes", ComponentTypes.ProcessRoute, "Partners", _ => ServiceDocuments.ProcessRoute([("JOIN", onboard), ("LEAVE", offboard)]));
        RouteRoot = Process("Partner desk", _ => new ProcessCanvas().StartWithNoData().Route("By request", route, "Partner routes").End().Draw());
        Draft.Package(RouteRoot, "1.0.0", "Uses a route, so it cannot be shared.", shareable: false);
        Draft.Package(route, "1.0.0", "The route by itself.", shareable: false);
        Draft.Package(group, "1.0.0", "The partner group.", shareable: false);
    }

    private void AddServices()
    {
        var listen = Operation("Listen for orders", "wss", _ => OperationDocuments.Listen("order"));
        var intake = Process(
            "Order intake",
            _ => new ProcessCanvas().StartWithListener(listen).Call("Ship", orders.Ship).Return("Answer").Draw(listener: true),
            _ => OverrideDocuments.Write([], [], operationId: listen));
        var status = Process("Order status", _ => new ProcessCanvas().StartWithDocuments().Call("Fetch", orders.Fetch).Return("Answer").Draw());
        var api = Other("Order API", ComponentTypes.WebService, "Services", _ => ServiceDocuments.WebService("orders", "Order API", [(intake, "intake"), (status, "status")]));
        var proxy = Other("Carrier API proxy", ComponentTypes.ExternalWebService, "Services", _ => ServiceDocuments.ExternalWebService("carrier", "Carrier <beta>", api));
        var flow = Other("Order desk actions", ComponentTypes.FlowService, "Services", _ => ServiceDocuments.FlowService("orderDesk", [("takeOrder", intake), ("orderStatus", status)]));
        var library = Other("Ledger hashing", ComponentTypes.CustomLibrary, "Services", pen => DataDocuments.CustomLibrary(pen.Dice, "ledger-hashing-1.4.jar"));
        Draft.Package(intake, "1.3.0", "The listener by itself.");
        Draft.Package(api, "1.0.0", "The API.");
        Draft.Package(proxy, "1.0.0", "The proxy in front of it.", shareable: false);
        Draft.Package(flow, "1.0.0", "Actions of the order desk.", shareable: false);
        Draft.Package(library, "1.4.0", "Library only.", shareable: false);
        Draft.Package(orders.PartnerCertificate, "2026", "The certificate by itself.", shareable: false);
    }
}
