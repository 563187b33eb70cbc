using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using BoomiEmulator.Faults;
using FlowEngine;
using Sandbox;
using Testing.Secrets;

namespace EndToEnd.Tests;

/// <summary>A sandbox with the connector installed in a Flow tenant beside it, which can be called back.</summary>
internal sealed class FlowWorld : IAsyncDisposable
{
    private const string Tenant = "67204d5c-6022-474d-8f80-0d576b43d02d";
    private readonly HttpClient _http = new(new WatchedAnswers(new SocketsHttpHandler())) { Timeout = Patience };

    private FlowWorld(CallbackEndpoint platform, RunningSandbox sandbox, JsonNode info)
    {
        Platform = platform;
        Sandbox = sandbox;
        Info = info;
    }

    /// <summary>How long anything may take.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    /// <summary>The tenant's side of callbacks.</summary>
    public CallbackEndpoint Platform { get; }

    /// <summary>The sandbox.</summary>
    public RunningSandbox Sandbox { get; }

    /// <summary>What the sandbox's info file says.</summary>
    public JsonNode Info { get; }

    /// <summary>The connector as it was installed.</summary>
    public InstalledConnector Connector { get; private set; } = null!;

    /// <summary>Starts everything; a flow is told to wait after a second. State is kept in <paramref name="redis"/>, or in memory.</summary>
    public static async Task<FlowWorld> StartAsync(string redis = "")
    {
        var file = Path.Combine(Path.GetTempPath(), $"sandbox-{Guid.NewGuid():n}.json");
        var platform = await CallbackEndpoint.StartAsync();
        var options = new SandboxOptions
        {
            Port = 0,
            GrpcPort = 0,
            EmulatorPort = 0,
            InfoFile = file,
            Redis = redis,
            FlowCallbackHost = new Uri(platform.Address).Authority,
            FlowSyncTimeout = TimeSpan.FromSeconds(1),
        };
        var sandbox = await WatchedSandbox.StartAsync(options);
        var world = new FlowWorld(platform, sandbox, JsonNode.Parse(await File.ReadAllTextAsync(file))!);
        File.Delete(file);
        await world.InstallAsync();
        return world;
    }

    /// <summary>Installs the connector, from where the host is now.</summary>
    public async Task InstallAsync()
    {
        var pair = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Info["basic"]!["user"]}:{Info["basic"]!["token"]}"));
        Connector = await InstalledConnector.InstallAsync(_http, $"{Sandbox.HostAddress}/fs/PromotionService", new AuthenticationHeaderValue("Basic", pair));
    }

    /// <summary>Every call of the emulated Boomi takes a little longer, so that a promotion outlasts the threshold on any machine.</summary>
    public void SlowDown() => Sandbox.Emulator!.Faults.Add(new FaultRule { Name = "slow", Effect = FaultEffect.Delay, DelayMs = 150 });

    /// <summary>The emulated Boomi is as fast as it can be again.</summary>
    public void SpeedUp() => Sandbox.Emulator!.Faults.Clear();

    /// <summary>A flow that a person runs, with what Flow knows of the person in the values <c>groups</c>, <c>email</c> and <c>name</c>.</summary>
    public FlowState NewFlow(string persona, string? account = null)
    {
        var flow = new FlowState(Connector, Platform, Tenant)
        {
            Configuration = [EngineValue.Simple(Connector.ConfigurationNames.Single(), account ?? (string)Info["accounts"]!["primary"]!, contentType: null)],
        };
        var person = Info["personas"]![persona]!;
        var groups = person["groups"]!.AsArray().Select(group => (string)group!);
        flow["groups"] = EngineValue.Objects("userSsoGroups", "ContentList", groups.Select(group => EngineValue.Object("$Group", EngineValue.Property("ID", group), EngineValue.Property("Name", group))));
        flow["email"] = EngineValue.Simple("email", (string)person["email"]!);
        flow["name"] = EngineValue.Simple("name", (string)person["name"]!);
        return flow;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await WatchedSandbox.StopAsync(Sandbox);
        await Platform.DisposeAsync();
    }
}
