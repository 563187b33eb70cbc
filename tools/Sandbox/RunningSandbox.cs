using System.Text.Json;
using BoomiEmulator;
using BoomiEmulator.Seeding;
using FlowServiceHost.Hosting;
using PromotionEngine.Hosting;
using PromotionEngine.State;
using Sandbox.Issuer;
using Sandbox.Mail;
using Schedulers;
using SeededHub;

namespace Sandbox;

/// <summary>The whole product in one process: emulated Boomi, engine, host, schedulers. Disposing stops everything.</summary>
public sealed class RunningSandbox : IAsyncDisposable
{
    // What was started, in the order of starting; stopped the other way round.
    private readonly Stack<IAsyncDisposable> _started = new();
    private WebApplication _engine = null!;
    private WebApplication _host = null!;
    private Func<WebApplication> _newHost = null!;

    private RunningSandbox(SeedWorld world) => World = world;

    /// <summary>The emulator, when it runs in this process.</summary>
    public EmulatorHost? Emulator { get; private set; }

    /// <summary>The seeded world.</summary>
    public SeedWorld World { get; }

    /// <summary>The mails that the service sent.</summary>
    public CaughtMails CaughtMails { get; private set; } = null!;

    /// <summary>The engine's services, for tests that look inside.</summary>
    public IServiceProvider EngineServices => _engine.Services;

    /// <summary>Address of the host, without a slash at the end.</summary>
    public string HostAddress => Info.Host;

    /// <summary>Address of the engine's gRPC.</summary>
    public string EngineAddress => Info.Grpc;

    /// <summary>Address of the emulated Boomi.</summary>
    public string EmulatorAddress => Info.Emulator;

    /// <summary>Address of the development issuer.</summary>
    public string IssuerAddress => Issuer.Address;

    /// <summary>The development issuer.</summary>
    internal DevelopmentIssuer Issuer { get; private set; } = null!;

    internal SandboxInfo Info { get; private set; } = null!;

    /// <summary>Starts everything and returns when it answers; writes the info file last.</summary>
    public static async Task<RunningSandbox> StartAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        if (options.Data.Length > 0)
        {
            Directory.CreateDirectory(options.Data);
        }

        var sandbox = new RunningSandbox(EmulatedBoomi.WorldFor(options));
        try
        {
            await sandbox.StartPartsAsync(options, cancellationToken);
            return sandbox;
        }
        catch
        {
            await sandbox.DisposeAsync();
            throw;
        }
    }

    private async Task StartPartsAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        var world = World;
        var isNew = false;
        if (options.Platform is null)
        {
            (Emulator, isNew) = await EmulatedBoomi.StartAsync(options, world, cancellationToken);
            _started.Push(Emulator);
        }

        var boomi = options.Platform ?? Emulator!.Address;
        var universes = await SetUpAsync(boomi, world, isNew, cancellationToken);
        var sharedKey = await KeptKey.TakeAsync(options, cancellationToken);
        var state = KeptState.For(options);
        if (state is not null)
        {
            await state.LoadAsync(isNew, cancellationToken);
        }

        var mail = MailCatcher.Start(TimeProvider.System);
        _started.Push(mail);
        CaughtMails = mail.Mails;
        _engine = await EngineApp.BuildAsync([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(SandboxSettings.Engine(options, boomi, world, sharedKey));
            builder.Configuration.AddInMemoryCollection(SandboxSettings.Mail(options, mail.Port));
            LogTo(options, builder);
            if (state is not null)
            {
                builder.Services.AddSingleton<IStateStore>(state.Store);
            }
        });
        _started.Push(new StartedApp(() => _engine, state));
        await _engine.StartAsync(cancellationToken);
        Issuer = await DevelopmentIssuer.StartAsync(options.IssuerPortOrNext, world.Personas, TimeProvider.System, cancellationToken);
        _started.Push(Issuer);
        _newHost = () => FlowServiceHostApp.Build(
            [],
            builder =>
            {
                builder.Configuration.AddInMemoryCollection(SandboxSettings.Host(options, _engine.Urls.First(), world, Issuer, sharedKey));
                LogTo(options, builder);
            });
        _host = NewHost();
        _started.Push(new StartedApp(() => _host, State: null));
        await _host.StartAsync(cancellationToken);
        var schedulers = SchedulersApp.Build([], builder => builder.Configuration.AddInMemoryCollection(SandboxSettings.Schedulers(_engine.Urls.First(), sharedKey)));
        _started.Push(new StartedApp(() => schedulers, State: null));
        await schedulers.StartAsync(cancellationToken);
        Info = new SandboxInfo(
            _host.Urls.First(),
            _engine.Urls.First(),
            boomi.ToString().TrimEnd('/'),
            new BasicInfo(SandboxCredentials.ConnectorUser, SandboxCredentials.ConnectorToken),
            world.Personas.ToDictionary(persona => persona.Name, persona => new PersonaInfo(persona.Email, persona.DisplayName, persona.Groups, Issuer.TokenOf(persona)), StringComparer.Ordinal),
            new AccountsInfo(world.PrimaryAccountId, [.. world.DevAccounts.Select(account => account.Id)]),
            new BasicInfo(SandboxCredentials.Platform.User, SandboxCredentials.Platform.Token),
            new DatahubInfo(boomi.ToString().TrimEnd('/'), SeededRepository.Access.User, SeededRepository.Access.Token, universes));
        if (options.InfoFile.Length > 0)
        {
            await WriteInfoAsync(Info, options.InfoFile, cancellationToken);
        }
    }

    private static async Task<IReadOnlyDictionary<string, string>> SetUpAsync(Uri boomi, SeedWorld world, bool isNew, CancellationToken cancellationToken)
    {
        using var repository = new SeededRepository(boomi, world, TimeProvider.System);
        var universes = await repository.EnsureModelsAsync(cancellationToken);
        if (isNew)
        {
            await repository.WriteAllAsync(cancellationToken);
        }

        return universes;
    }

    /// <summary>Stops the host and starts another in its place, as a new version of it is installed. Where any port would do, the address changes.</summary>
    public async Task RestartHostAsync(CancellationToken cancellationToken)
    {
        await _host.StopAsync(cancellationToken);
        await _host.DisposeAsync();
        _host = NewHost();
        await _host.StartAsync(cancellationToken);
        Info = Info with { Host = _host.Urls.First() };
    }

    /// <summary>Waits until the process is asked to stop.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _host.WaitForShutdownAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (_started.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }

    private WebApplication NewHost()
    {
        var host = _newHost();
        host.MapMail(CaughtMails);
        return host;
    }

    private static void LogTo(SandboxOptions options, WebApplicationBuilder builder)
    {
        if (options.Log is { } log)
        {
            builder.Logging.ClearProviders().AddProvider(log);
            builder.Configuration.AddInMemoryCollection([new("Logging:LogLevel:Default", "Trace"), new("Logging:LogLevel:PromotionEngine", "Trace")]);
        }
    }

    // Whoever waits for the file finds it whole.
    private static async Task WriteInfoAsync(SandboxInfo info, string path, CancellationToken cancellationToken)
    {
        var partial = $"{path}.partial";
        await File.WriteAllTextAsync(partial, JsonSerializer.Serialize(info, SandboxInfoJson.Default.SandboxInfo), cancellationToken);
        File.Move(partial, path, overwrite: true);
    }

    private sealed record StartedApp(Func<WebApplication> App, KeptState? State) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await App().StopAsync(CancellationToken.None);
            await App().DisposeAsync();
            if (State is not null)
            {
                await State.SaveAsync();
            }
        }
    }
}
