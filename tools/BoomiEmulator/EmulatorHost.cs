using BoomiEmulator.Admin;
using BoomiEmulator.DataHub;
using BoomiEmulator.Faults;
using BoomiEmulator.Journal;
using BoomiEmulator.Platform;
using BoomiEmulator.State;

namespace BoomiEmulator;

/// <summary>A running emulator of Boomi: the Platform API, DataHub, and the admin endpoints to look into them.</summary>
public sealed class EmulatorHost : IAsyncDisposable
{
    private const long MaxBodyBytes = 96 * 1024 * 1024;

    private readonly WebApplication _app;
    private readonly string? _dataFile;
    private bool _disposed;

    private EmulatorHost(WebApplication app, EmulatorOptions options, EmulatorSettings settings, TimeProvider time)
    {
        _app = app;
        _dataFile = options.DataFile;
        Settings = settings;
        World = new World(settings, time, options.Seed);
        Journal = new RequestJournal(options.JournalCapacity);
        Faults = new FaultPlan(time);
        DataHub = new DataHubWorld(options.DataHub, time);
        State = new EmulatorState(World, [new DataHubPart(DataHub)]);
        Address = new Uri("http://127.0.0.1");
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; }

    /// <summary>The state of the platform.</summary>
    public World World { get; }

    /// <summary>The state of DataHub.</summary>
    public DataHubWorld DataHub { get; }

    /// <summary>Snapshots, reset and files of the whole state.</summary>
    public EmulatorState State { get; }

    /// <summary>Limits, delays and switches, which may be exchanged at any time.</summary>
    public EmulatorSettings Settings { get; }

    /// <summary>The requests that came.</summary>
    public RequestJournal Journal { get; }

    /// <summary>The faults that are done to requests.</summary>
    public FaultPlan Faults { get; }

    /// <summary>Starts an emulator and returns when it answers.</summary>
    /// <param name="options">What to start with.</param>
    /// <param name="time">The clock of all timestamps, limits and delays; null is the system's.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public static async Task<EmulatorHost> StartAsync(EmulatorOptions options, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        time ??= TimeProvider.System;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.AddServerHeader = false;
        });
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        if (!options.ConsoleLog)
            builder.Logging.ClearProviders();

        var app = builder.Build();
        var settings = new EmulatorSettings(options);
        var host = new EmulatorHost(app, options, settings, time);
        if (options.DataFile is { } file && File.Exists(file))
        {
            await host.State.LoadFileAsync(file, cancellationToken);
            host.State.SetBaseline();
        }

        var platform = new PlatformEndpoint(host.World, settings, new Callers(options.Credentials, time), time);
        app.UseRouting();
        app.UseWhen(static context => !context.Request.Path.StartsWithSegments("/__admin", StringComparison.OrdinalIgnoreCase), branch =>
        {
            branch.UseMiddleware<JournalMiddleware>(host.Journal, time, platform);
            branch.UseMiddleware<FaultMiddleware>(host.Faults, time);
        });
        app.Map("/api/rest/v1/{**rest}", platform.HandleAsync);
        app.Map("/partner/api/rest/v1/{**rest}", platform.HandleAsync);
        app.MapGet("/auth/jwt/generate/{account}", platform.HandleTokenAsync);
        app.MapDataHub(host.DataHub);
        app.MapAdmin(host);
        await app.StartAsync(cancellationToken);
        host.Address = new Uri(app.Urls.First());
        return host;
    }

    /// <summary>Goes back to the baseline state, and forgets faults and journal.</summary>
    public void Reset()
    {
        State.Reset();
        Faults.Clear();
        Journal.Clear();
    }

    /// <summary>Waits until the process is asked to stop.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) => _app.WaitForShutdownAsync(cancellationToken);

    /// <summary>Stops, and writes the state to the data file where one is set.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;

        _disposed = true;
        await _app.DisposeAsync();
        if (_dataFile is not null)
            await State.SaveFileAsync(_dataFile, CancellationToken.None);
    }
}
