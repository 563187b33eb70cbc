using System.Globalization;
using BoomiEmulator.Seeding;
using FlowServiceHost.Identity;
using Sandbox.Issuer;
using SeededHub;

namespace Sandbox;

/// <summary>The settings that the sandbox starts the parts with; the same ones that an operator sets in production.</summary>
internal static class SandboxSettings
{
    // A start that fails is told once, in a sentence, instead of with the web server's stack trace.
    private static readonly KeyValuePair<string, string?> HostingFailures = new("Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host", "None");

    /// <summary>The engine's settings.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Engine(SandboxOptions options, Uri boomi, SeedWorld world, string sharedKey)
    {
        var faithful = options.Scenario is SandboxScenario.Faithful;
        return
        [
            new("Engine:Port", options.GrpcPort.ToString(CultureInfo.InvariantCulture)),
            new("Engine:SharedKey", sharedKey),
            new("Engine:OutboxInterval", "00:00:01"),
            new("Audit:Key", SandboxCredentials.AuditKey),
            new("State:Redis", options.Redis),
            new("State:FirstStart", "true"),
            new("Boomi:Platform:BaseAddress", boomi.ToString()),
            new("Boomi:Platform:AccountId", world.PrimaryAccountId),
            new("Boomi:Platform:User", SandboxCredentials.Platform.User),
            new("Boomi:Platform:Token", SandboxCredentials.Platform.Token),
            new("Boomi:Platform:RequestsPerSecond", faithful ? "9.5" : "0"),
            new("Boomi:DataHub:RepositoryAddress", boomi.ToString()),
            new("Boomi:DataHub:User", SeededRepository.Access.User),
            new("Boomi:DataHub:Token", SeededRepository.Access.Token),
            new("Logging:LogLevel:Default", "Warning"),
            new("Logging:LogLevel:PromotionEngine", "Information"),
            HostingFailures,
        ];
    }

    /// <summary>The engine's settings of mail: to the catcher on this machine, with links to the sandbox's host.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Mail(SandboxOptions options, int port) =>
    [
        new("Mail:Host", "127.0.0.1"),
        new("Mail:Port", port.ToString(CultureInfo.InvariantCulture)),
        new("Mail:Security", "None"),
        new("Mail:From", "promotions@abc.example"),
        new("Mail:LinkBase", $"http://localhost:{options.Port}"),
        new("Mail:DeveloperList:0", "developers@abc.example"),
        new("Mail:AdminList:0", "admins@abc.example"),
    ];

    /// <summary>The schedulers' settings. Nobody calls them, so any free port will do for their health.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Schedulers(string engine, string sharedKey) =>
    [
        new("urls", "http://127.0.0.1:0"),
        new("Schedulers:EngineAddress", engine),
        new("Engine:SharedKey", sharedKey),
        new("Logging:LogLevel:Default", "Warning"),
        new("Logging:LogLevel:Schedulers", "Information"),
    ];

    /// <summary>The host's settings.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Host(SandboxOptions options, string engine, SeedWorld world, DevelopmentIssuer issuer, string sharedKey) =>
    [
        new("urls", $"http://127.0.0.1:{options.Port}"),
        new("Engine:Address", engine),
        new("Engine:SharedKey", sharedKey),
        // There is nobody to be fair to on one machine, and scripts call fast.
        new("Limits:CallsPerSecond", "0"),
        new("Limits:ConcurrentCalls", "0"),
        new("Limits:ConcurrentRuns", "0"),
        new("Identity:Connectors:0:Name", "Flow sandbox"),
        new("Identity:Connectors:0:User", SandboxCredentials.ConnectorUser),
        new("Identity:Connectors:0:TokenHashes:0", TokenHash.OfRandomToken(SandboxCredentials.ConnectorToken)),
        new("Identity:Connectors:0:Tier", "CONTRIBUTOR"),
        .. world.DevAccounts.Select((account, index) => KeyValuePair.Create($"Identity:Connectors:0:DevAccounts:{index}", (string?)account.Id)),
        new("Identity:Tokens:Issuer", issuer.Address),
        new("Identity:Tokens:Audiences:0", DevelopmentIssuer.Audience),
        new("Identity:Tokens:AllowHttpDiscovery", "true"),
        new("Identity:SignIn:ClientId", DevelopmentIssuer.ClientId),
        new("Identity:SignIn:AllowHttp", "true"),
        // What a host left to another is taken up at once, for people who watch it.
        new("Flow:PollInterval", "00:00:01"),
        new("Flow:SyncTimeout", options.FlowSyncTimeout.ToString()),
        .. options.FlowCallbackHost.Length > 0 ? new[] { KeyValuePair.Create("Outbound:CallbackHosts:0", (string?)options.FlowCallbackHost) } : [],
        new("Logging:LogLevel:Default", "Warning"),
        HostingFailures,
    ];
}
