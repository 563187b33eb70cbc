using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using BoomiEmulator.DataHub;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Testing.Clocks;

namespace BoomiEmulator.Tests.DataHub;

/// <summary>A DataHub on a loopback port, a clock, and a client that knows the credentials.</summary>
internal abstract class DataHubTestBase
{
    protected const string Account = "acme-AB12CD";

    protected static readonly DataHubRepositoryOptions Main = new("Main", "repository-main", "acme-AB12CD.MAIN01", "token-main");
    protected static readonly DataHubRepositoryOptions Other = new("Other", "repository-other", "acme-AB12CD.OTHER1", "token-other");

    private WebApplication? _app;
    private HttpClient? _client;

    protected StandingClock Time { get; } = new();

    protected DataHubWorld World { get; private set; } = null!;

    /// <summary>The universe of the test model in <see cref="Main"/>.</summary>
    protected string Universe { get; private set; } = string.Empty;

    protected virtual DataHubOptions Options => new() { Repositories = [Main, Other] };

    [SetUp]
    public async Task StartAsync()
    {
        World = new DataHubWorld(Options, Time);
        Universe = World.Deploy(Main.Id, TestModel.Request());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapDataHub(World);
        await _app.StartAsync();
        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        _client = new HttpClient { BaseAddress = new Uri(address) };
    }

    [TearDown]
    public async Task StopAsync()
    {
        _client?.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
    }

    /// <summary>A call of the repository API below the universe of the test model.</summary>
    protected Task<Reply> RepositoryAsync(HttpMethod method, string path, string? body = null, DataHubRepositoryOptions? repository = null) =>
        SendAsync(method, $"/mdm/universes/{Universe}{path}", body, (repository ?? Main).User, (repository ?? Main).Token);

    protected Task<Reply> QueryAsync(string inner, string attributes = "") =>
        RepositoryAsync(HttpMethod.Post, "/records/query", $"<RecordQueryRequest {attributes}>{inner}</RecordQueryRequest>");

    /// <summary>A call of the platform side below the account.</summary>
    protected Task<Reply> PlatformAsync(HttpMethod method, string path, string? body = null, string? accept = null) =>
        SendAsync(method, $"/mdm/api/rest/v1/{Account}{path}", body, Options.PlatformUser, Options.PlatformToken, accept);

    protected async Task<Reply> SendAsync(HttpMethod method, string path, string? body, string? user, string? token, string? accept = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (user is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{token}")));
        if (accept is not null)
            request.Headers.Accept.ParseAdd(accept);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/xml");
        using var response = await _client!.SendAsync(request);
        var text = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync());
        return new Reply(response.StatusCode, response.Content.Headers.ContentType?.MediaType, text, response.Headers.Location);
    }

    protected static string Entity(string account, string component, string name = "Order sync", string more = "", string? id = null) => $"""
        <componentmapping><id>{id ?? $"{account}|{component}"}</id><devComponentId>{component}</devComponentId>
        <devAccountId>{account}</devAccountId><componentName>{name}</componentName>{more}</componentmapping>
        """;

    protected static string Batch(params string[] entities) => BatchOf("PROMOTION_ENGINE", entities);

    protected static string BatchOf(string source, params string[] entities) => $"<batch src=\"{source}\">{string.Concat(entities)}</batch>";

    /// <summary>Sends a batch and reads its status with its entities.</summary>
    protected async Task<XElement> UpsertAsync(string batch)
    {
        var accepted = await RepositoryAsync(HttpMethod.Post, "/records", batch);
        Assert.That((int)accepted.Status, Is.EqualTo(202), accepted.Body);
        return await StatusAsync(accepted.BatchId);
    }

    protected async Task<XElement> StatusAsync(string batchId) =>
        (await RepositoryAsync(HttpMethod.Get, $"/records/updates/{batchId}?includeEntities=true")).Xml;

    /// <summary>Sends one entity and tells how it ended, e.g. <c>COMPLETED CREATED</c>.</summary>
    protected async Task<string> OutcomeAsync(string entity, string source = "PROMOTION_ENGINE")
    {
        var status = await UpsertAsync(BatchOf(source, entity));
        var row = status.Element("entities")!.Element("entity")!;
        return $"{row.Element("state")!.Value} {row.Element("stateDetail")?.Value}";
    }

    protected void Seed(int count, string account = "acme-DEV001") => World.Upsert(
        Main.User,
        TestModel.Name,
        "PROMOTION_ENGINE",
        Enumerable.Range(1, count).Select(number => new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["id"] = $"{account}|component-{number:D5}",
            ["devComponentId"] = $"component-{number:D5}",
            ["devAccountId"] = account,
            ["componentName"] = $"Component {number}",
            ["prodLatestVersion"] = $"{number}",
        }));

    protected static IReadOnlyList<string> Components(Reply reply) =>
        reply.Xml.Descendants("devComponentId").Select(element => element.Value).ToList();
}
