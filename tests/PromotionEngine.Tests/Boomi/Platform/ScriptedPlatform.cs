using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;

namespace PromotionEngine.Tests.Boomi.Platform;

/// <summary>A client whose connection a test scripts, on a clock on which nobody waits.</summary>
internal sealed class ScriptedPlatform : IDisposable
{
    public const string Token = "s3cret-t0ken";

    private readonly HttpClient _http;

    public ScriptedPlatform(Func<SentRequest, HttpResponseMessage> answer, Action<PlatformOptions>? configure = null, IRequestBudget? budget = null)
    {
        Connection = new ScriptedConnection(answer);
        _http = new HttpClient(Connection) { Timeout = Timeout.InfiniteTimeSpan };
        Options = new PlatformOptions { BaseAddress = new Uri("http://127.0.0.1:1"), AccountId = "acme-AB12CD", User = "BOOMI_TOKEN.svc@acme.test", Token = Token };
        configure?.Invoke(Options);
        Clock = new LeapingClock(Options.CallTimeout);
        Client = new PlatformClient(_http, Options, budget ?? new NoRequestBudget(), Clock, logger: null, jitter: () => 0);
    }

    public static AccountId Primary { get; } = new("acme-AB12CD");

    public static AccountId Dev { get; } = new("acmedev-EF34GH");

    public ScriptedConnection Connection { get; }

    public PlatformOptions Options { get; }

    public LeapingClock Clock { get; }

    public PlatformClient Client { get; }

    public CallScope Scope { get; } = new(CallLane.Run, "p-1");

    public BoomiPlatform Platform => Client.In(Scope);

    public IReadOnlyList<SentRequest> Sent => [.. Connection.Sent];

    public static string BranchJson(string name = "promo-1") => $$"""{"@type":"Branch","id":"Qjo1","name":"{{name}}","parentId":"Qjox","ready":true,"stage":"NORMAL"}""";

    public static string ComponentXml(string id, int version, string branch = "Qjox", string inner = "<process xmlns=\"\"/>") =>
        $"<bns:Component xmlns:bns=\"http://api.platform.boomi.com/\" componentId=\"{id}\" version=\"{version}\" name=\"N\" type=\"process\" folderId=\"Rjo1\" branchId=\"{branch}\" branchName=\"b\"><bns:object>{inner}</bns:object></bns:Component>";

    public void Dispose() => _http.Dispose();
}
