using System.Text.Json;
using BoomiEmulator;
using BoomiEmulator.Seeding;
using FlowServiceHost.Hosting;
using PromotionEngine.Hosting;

namespace Sandbox;

/// <summary>The whole product in one process: emulated Boomi, engine, host. Disposing stops everything.</summary>
public sealed class RunningSandbox : IAsyncDisposable
{
    private readonly EmulatorHost? _emulator;
    private readonly WebApplication _engine;
    private readonly WebApplication _host;
    private readonly DevelopmentIssuer _issuer;

    private RunningSandbox(EmulatorHost? emulator, WebApplication engine, WebApplication host, DevelopmentIssuer issuer, SeedWorld world, SandboxInfo info)
    {
        _emulator = emulator;
        _engine = engine;
        _host = host;
        _issuer = issuer;
        World = world;
        Info = info;
    }

    /// <summary>The emulator, when it runs in this process.</summary>
    public EmulatorHost? Emulator => _emulator;

    /// <summary>The seeded world.</summary>
    public SeedWorld World { get; }

    /// <summary>The engine's services, for tests that look inside.</summary>
    public IServiceProvider EngineServices => _engine.Services;

    /// <summary>Address of the host, without a slash at the end.</summary>
    public string HostAddress => Info.Host;

    /// <summary>Address of the engine's gRPC.</summary>
    public string EngineAddress => Info.Grpc;

    /// <summary>Address of the emulated Boomi.</summary>
    public string EmulatorAddress => Info.Emulator;

    internal SandboxInfo Info { get; }

    /// <summary>Starts everything and returns when it answers; writes the info file last.</summary>
    public static async Task<RunningSandbox> StartAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        if (options.Data.Length > 0)
        {
            Directory.CreateDirectory(options.Data);
        }

        var world = EmulatedBoomi.WorldFor(options);
        var (emulator, isNew) = options.Platform is null ? await EmulatedBoomi.StartAsync(options, world, cancellationToken) : (null, false);
        var boomi = options.Platform ?? emulator!.Address;
        var datahub = SandboxSettings.DataHub(boomi, world);
        var universes = await SeededRepository.EnsureAsync(datahub, world, isNew, cancellationToken);
        var sharedKey = SandboxCredentials.NewSharedKey();
        var engine = await EngineApp.BuildAsync([], builder => builder.Configuration.AddInMemoryCollection(SandboxSettings.Engine(options, boomi, world, sharedKey)));
        await engine.StartAsync(cancellationToken);
        var issuer = new DevelopmentIssuer(TimeProvider.System);
        var host = FlowServiceHostApp.Build(
            [],
            builder => builder.Configuration.AddInMemoryCollection(SandboxSettings.Host(options, engine.Urls.First(), world, issuer, sharedKey)));
        await host.StartAsync(cancellationToken);
        var info = new SandboxInfo(
            host.Urls.First(),
            engine.Urls.First(),
            boomi.ToString().TrimEnd('/'),
            new BasicInfo(SandboxCredentials.ConnectorUser, SandboxCredentials.ConnectorToken),
            world.Personas.ToDictionary(persona => persona.Name, persona => new PersonaInfo(persona.Email, persona.DisplayName, persona.Groups, issuer.TokenOf(persona)), StringComparer.Ordinal),
            new AccountsInfo(world.PrimaryAccountId, [.. world.DevAccounts.Select(account => account.Id)]),
            new BasicInfo(SandboxCredentials.Platform.User, SandboxCredentials.Platform.Token),
            new DatahubInfo($"{datahub.RepositoryAddress!.ToString().TrimEnd('/')}", datahub.User, datahub.Token, universes));
        if (options.InfoFile.Length > 0)
        {
            await WriteInfoAsync(info, options.InfoFile, cancellationToken);
        }

        return new RunningSandbox(emulator, engine, host, issuer, world, info);
    }

    /// <summary>Waits until the process is asked to stop.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _host.WaitForShutdownAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(_host);
        await StopAsync(_engine);
        _issuer.Dispose();
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }
    }

    private static async Task StopAsync(WebApplication app)
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }

    // Whoever waits for the file finds it whole.
    private static async Task WriteInfoAsync(SandboxInfo info, string path, CancellationToken cancellationToken)
    {
        var partial = $"{path}.partial";
        await File.WriteAllTextAsync(partial, JsonSerializer.Serialize(info, SandboxInfoJson.Default.SandboxInfo), cancellationToken);
        File.Move(partial, path, overwrite: true);
    }
}
