using BoomiEmulator;
using BoomiEmulator.Faults;
using BoomiEmulator.State;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;

namespace PromotionEngine.Tests.Boomi.Platform;

/// <summary>The client against an emulated platform with a primary and a development account.</summary>
internal abstract class EmulatedPlatform
{
    private HttpClient _http = null!;

    protected static AccountId Primary { get; } = new("acme-AB12CD");

    protected static AccountId Dev { get; } = new("acmedev-EF34GH");

    protected EmulatorHost Host { get; private set; } = null!;

    protected World World => Host.World;

    protected PlatformClient Client { get; private set; } = null!;

    protected CallScope Scope { get; } = new(CallLane.Run, "p-1");

    protected BoomiPlatform Platform => Client.In(Scope);

    [SetUp]
    public async Task StartAsync()
    {
        Host = await EmulatorHost.StartAsync(new EmulatorOptions());
        World.AddAccount(Primary.Value, "Acme");
        World.AddAccount(Dev.Value, "Acme Dev", Primary.Value);
        _http = PlatformClient.CreateHttpClient();
        Client = NewClient(TimeSpan.FromSeconds(20));
    }

    [TearDown]
    public async Task StopAsync()
    {
        _http.Dispose();
        await Host.DisposeAsync();
    }

    protected PlatformClient NewClient(TimeSpan callTimeout, TimeProvider? time = null) => new(
        _http,
        new PlatformOptions
        {
            BaseAddress = Host.Address,
            AccountId = Primary.Value,
            User = EmulatorCredential.Default.User,
            Token = EmulatorCredential.Default.Token,
            CallTimeout = callTimeout,
        },
        new NoRequestBudget(),
        time ?? new LeapingClock(callTimeout),
        logger: null,
        jitter: () => 0);

    protected static string Guid(int number) => $"00000000-0000-4000-8000-{number:d12}";

    protected static string Process(params IEnumerable<string> uses) =>
        "<process xmlns=\"\"><shapes>" + string.Concat(uses.Select((id, index) => $"<shape n=\"{index}\"><call ref=\"{id}\"/></shape>")) + "</shapes></process>";

    protected ComponentVersion AddProcess(AccountId account, int number, params IEnumerable<string> uses)
    {
        var revision = World.AddComponent(account.Value, "Orders", "process", string.Empty, $"Process {number}", Process(uses), Guid(number));
        return new ComponentVersion(new(revision.ComponentId), revision.Version);
    }

    protected static string Document(string name, string inner, string folderId, string branchId, string extra = "") =>
        $"<bns:Component xmlns:bns=\"http://api.platform.boomi.com/\" name=\"{name}\" type=\"process\" folderId=\"{folderId}\" branchId=\"{branchId}\" {extra}>"
        + $"<bns:encryptedValues/><bns:object>{inner}</bns:object></bns:Component>";

    protected int CallsOf(string operation) => (int)Host.Journal.Counts().GetValueOrDefault(operation);

    protected void Fault(string operation, FaultEffect effect, int? nth = 1) => Host.Faults.Add(new FaultRule { Operation = operation, Effect = effect, Nth = nth });
}
