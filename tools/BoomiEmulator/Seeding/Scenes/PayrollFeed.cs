using BoomiEmulator.Seeding.Documents;

namespace BoomiEmulator.Seeding.Scenes;

/// <summary>The second dev account. One of its components has the id that something else has in the first dev account: ids are
/// unique in their account only.</summary>
internal sealed class PayrollFeed(AccountDraft draft, string sharedId) : AccountScene(draft, "Payroll")
{
    public string PayrollDatabase { get; private set; } = string.Empty;

    public string BankFiles { get; private set; } = string.Empty;

    /// <summary>An HTTP connection that nobody mapped.</summary>
    public string UnmappedHr { get; private set; } = string.Empty;

    public void Play()
    {
        PayrollDatabase = SharedConnections.PayrollDatabase.AddTo(Draft, Connections, " TEST");
        BankFiles = SharedConnections.BankFiles.AddTo(Draft, Connections, " TEST");
        UnmappedHr = Draft.Add(new ComponentName(Draft.Reserve(), "HR API", ComponentTypes.Connection, "http"), Connections, pen => ConnectionDocuments.Http(pen));

        var wages = DatabaseProfile("Wages read", "hr.wages", "number state employee currency paidAt@ amount#");
        var payment = JsonProfile("Payment", "number state iban currency dueAt@ amount#", Draft.Reserve(sharedId));
        var settings = Other("Payroll settings", ComponentTypes.ProcessProperty, "Settings", pen =>
            DataDocuments.ProcessProperties(pen, ["site", "batch-size", "payroll-passphrase"]));
        var read = Operation("Get wages", "database", _ => OperationDocuments.DatabaseGet(wages));
        var send = Operation("Send payments", "sftp", OperationDocuments.PartnerGateway);
        var map = Map("Wages to payment", wages, payment, 5);
        var pay = Process("Send payments", _ => new ProcessCanvas().StartWithDocuments().Connector("Send", "sftp", "Send", BankFiles, send).Return("Sent").Draw());
        var root = Process(
            "Payroll feed",
            _ => new ProcessCanvas()
                .StartWithNoData()
                .SetProperties(settings, "site")
                .Connector("Wages", "database", "Get", PayrollDatabase, read, $"EMBEDDED|databaseparameterchooser|{wages}|{read}")
                .Map("To payment", map)
                .Split(payment)
                .Call("Pay", pay)
                .End()
                .Draw(),
            _ => OverrideDocuments.Write([(PayrollDatabase, "password", "DatabaseConnectionSettings/@password")], ["DPP_MONTH"], (settings, "site")));
        Draft.Package(root, "1.0.0", "Monthly run.");
        Draft.Wait(TimeSpan.FromDays(12));
        Draft.Author = Draft.Authors[^1];
        Draft.Revise(map, _ => MapDocuments.Map(wages, payment, 5, fallback: "CHF"));
        Draft.Package(root, "1.0.1", "Swiss francs where the currency is missing.");

        var leave = JsonProfile("Leave request", "number state employee from@ until@");
        var get = Operation("Get leave requests", "http", _ => OperationDocuments.Http("GET", "leave", null, leave));
        var absences = Process("Absences", _ => new ProcessCanvas().StartWithNoData().Connector("Leave", "http", "Get", UnmappedHr, get).Split(leave).Call("Pay", pay).End().Draw());
        Draft.Package(absences, "0.1.0", "Draft; the HR connection is not mapped.");
    }
}
