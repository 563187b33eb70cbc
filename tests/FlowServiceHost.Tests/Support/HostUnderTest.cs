using System.Net.Http.Headers;
using System.Text;
using Contract.Calls;
using FlowServiceHost.Hosting;
using FlowServiceHost.Identity;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Testing.Secrets;

namespace FlowServiceHost.Tests.Support;

/// <summary>The whole host on a loopback port, with a scripted engine behind it.</summary>
internal sealed class HostUnderTest : IAsyncDisposable
{
    public const string BasePath = "/fs/PromotionService";
    public const string FlowUser = "flow";
    public const string FlowToken = "a-long-random-token-of-the-flow-connector";

    private readonly WebApplication _app;

    private HostUnderTest(WebApplication app, ScriptedEngine engine, HttpClient client)
    {
        _app = app;
        Engine = engine;
        Client = client;
    }

    public ScriptedEngine Engine { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Starts the host; <paramref name="settings"/> are laid over the usual ones.</summary>
    public static async Task<HostUnderTest> StartAsync(
        IEnumerable<KeyValuePair<string, string?>>? settings = null, TimeProvider? clock = null, ILoggerProvider? log = null, bool realChannel = false, ScriptedEngine? engine = null,
        SecretWatch? watch = null)
    {
        engine ??= new ScriptedEngine();
        var app = FlowServiceHostApp.Build([], builder =>
        {
            builder.Logging.ClearProviders();
            WatchedLog.AddTo(builder.Logging, watch);
            if (log is not null)
            {
                builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace);
            }

            builder.Configuration.AddInMemoryCollection(Settings());
            builder.Configuration.AddInMemoryCollection(settings ?? []);
            builder.Services.AddSingleton(clock ?? TimeProvider.System);
            if (!realChannel)
            {
                builder.Services.AddSingleton<CallInvoker>(engine);
            }
        });
        await app.StartAsync();
        return new HostUnderTest(app, engine, new HttpClient(new WatchedAnswers(new SocketsHttpHandler(), watch)) { BaseAddress = new Uri(app.Urls.Single()) });
    }

    public static AuthenticationHeaderValue Basic(string user = FlowUser, string token = FlowToken) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{token}")));

    /// <summary>Changes a setting while the host runs.</summary>
    public void Change(params (string Name, string? Value)[] settings)
    {
        foreach (var (name, value) in settings)
        {
            _app.Configuration[name] = value;
        }

        ((IConfigurationRoot)_app.Configuration).Reload();
    }

    public static AuthenticationHeaderValue Bearer(string token) => new("Bearer", token);

    public Task<Answer> PostAsync(string action, string json, AuthenticationHeaderValue? credentials = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{BasePath}/{action}") { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = credentials ?? Basic();
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            if (!request.Headers.Contains("X-Correlation-Id"))
            {
                request.Headers.Add("X-Correlation-Id", Guid.NewGuid().ToString("N"));
            }

            using var response = await Client.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            var id = response.Headers.TryGetValues("X-Correlation-Id", out var ids) ? ids.Single() : string.Empty;
            return new Answer(response.StatusCode, response.Headers, text, Engine.Find(id));
        }
    }

    /// <summary>Stops the host as an operator does.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private static Dictionary<string, string?> Settings() => new()
    {
        ["urls"] = "http://127.0.0.1:0",
        ["Engine:SharedKey"] = SharedKey.Generate(),
        ["Limits:CallsPerSecond"] = "0",
        ["Limits:FailedSignInsPerMinute"] = "0",
        ["Identity:Connectors:0:Name"] = "flow-main",
        ["Identity:Connectors:0:User"] = FlowUser,
        ["Identity:Connectors:0:TokenHashes:0"] = TokenHash.OfRandomToken(FlowToken),
        ["Identity:Connectors:0:Tier"] = "CONTRIBUTOR",
        ["Identity:Connectors:0:DevAccounts:0"] = "dev-1",
        ["Identity:Tokens:Issuer"] = TokenIssuer.Issuer,
        ["Identity:Tokens:Audiences:0"] = TokenIssuer.Audience,
        ["Identity:Tokens:Jwks"] = TokenIssuer.Default.Jwks,
    };
}
