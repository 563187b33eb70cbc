using System.Net.Http.Headers;
using System.Text;
using BoomiEmulator.State;
using Testing.Clocks;

namespace BoomiEmulator.Tests.Platform;

/// <summary>Starts an emulator with an account and a sub-account for each test.</summary>
internal abstract class PlatformFixture
{
    protected const string Account = "acme-AB12CD";
    protected const string Sub = "acmedev-EF34GH";
    protected const string Bns = "http://api.platform.boomi.com/";

    protected EmulatorHost Host { get; private set; } = null!;

    protected HttpClient Client { get; private set; } = null!;

    protected StandingClock Clock { get; } = new();

    protected World World => Host.World;

    [SetUp]
    public async Task StartAsync()
    {
        Host = await EmulatorHost.StartAsync(new EmulatorOptions(), Clock);
        World.AddAccount(Account, "Acme");
        World.AddAccount(Sub, "Acme Dev", Account);
        Host.State.SetBaseline();
        Client = new HttpClient { BaseAddress = Host.Address };
        Client.DefaultRequestHeaders.Authorization = Basic(EmulatorCredential.Default.User, EmulatorCredential.Default.Token);
    }

    [TearDown]
    public async Task StopAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
    }

    protected static AuthenticationHeaderValue Basic(string user, string token) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{token}")));

    protected static string Guid(int n) => $"00000000-0000-4000-8000-{n:d12}";

    protected static string Document(string name, string type, string inner, string attributes = "") =>
        $"<bns:Component xmlns:bns=\"{Bns}\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" name=\"{name}\" type=\"{type}\" {attributes}>"
        + $"<bns:encryptedValues/><bns:description/><bns:object>{inner}</bns:object></bns:Component>";

    protected static string Process(params IEnumerable<string> uses) =>
        "<process xmlns=\"\"><shapes>" + string.Concat(uses.Select(static (id, i) => $"<shape n=\"{i}\"><call ref=\"{id}\"/></shape>")) + "</shapes></process>";

    /// <summary>Seeds a process on main.</summary>
    protected string AddProcess(int n, params IEnumerable<string> uses) =>
        World.AddComponent(Account, "Orders", "process", string.Empty, $"Process {n}", Process(uses), Guid(n)).ComponentId;

    protected string NewBranch(string name) => World.CreateBranch(Account, name, World.MainBranch(Account).Id, packageId: null, "test@acme.test").Id;

    protected Task<Answer> GetAsync(string path, string accept = "application/json", string account = Account) =>
        SendAsync(HttpMethod.Get, $"/api/rest/v1/{account}/{path}", body: null, contentType: null, accept);

    protected Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, $"/api/rest/v1/{Account}/{path}", body: null, contentType: null, "application/json");

    protected Task<Answer> PostAsync(string path, string json, string contentType = "application/json", string accept = "application/json") =>
        SendAsync(HttpMethod.Post, $"/api/rest/v1/{Account}/{path}", json, contentType, accept);

    protected Task<Answer> PostXmlAsync(string path, string xml) => PostAsync(path, xml, "application/xml", "application/xml");

    protected Task<Answer> QueryAsync(string type, string @operator, string property, params string[] arguments) =>
        PostAsync($"{type}/query", Filter(Test(@operator, property, arguments)));

    protected static string Filter(string expression) => $"{{\"QueryFilter\":{{\"expression\":{expression}}}}}";

    protected static string Test(string @operator, string property, params string[] arguments) =>
        $"{{\"operator\":\"{@operator}\",\"property\":\"{property}\",\"argument\":[{string.Join(',', arguments.Select(static a => $"\"{a}\""))}]}}";

    protected static string Group(string @operator, params string[] nested) =>
        $"{{\"operator\":\"{@operator}\",\"nestedExpression\":[{string.Join(',', nested)}]}}";

    protected async Task<Answer> SendAsync(HttpMethod method, string path, string? body, string? contentType, string? accept)
    {
        using var request = new HttpRequestMessage(method, path);
        if (accept is not null)
            request.Headers.Add("Accept", accept);

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        }

        using var response = await Client.SendAsync(request);
        var text = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync());
        return new Answer((int)response.StatusCode, text, response.Content.Headers.ContentType?.MediaType);
    }
}
