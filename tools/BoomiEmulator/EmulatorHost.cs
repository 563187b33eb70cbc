using BoomiEmulator.State;

namespace BoomiEmulator;

/// <summary>A running emulator.</summary>
public sealed class EmulatorHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EmulatorHost(WebApplication app, Uri address, World world, EmulatorSettings settings)
    {
        _app = app;
        Address = address;
        World = world;
        Settings = settings;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>The state of the platform.</summary>
    public World World { get; }

    /// <summary>Limits, delays and switches, which may be exchanged at any time.</summary>
    public EmulatorSettings Settings { get; }

    /// <summary>Starts an emulator and returns when it answers.</summary>
    /// <param name="options">What to start with.</param>
    /// <param name="time">The clock of all timestamps and limits; null is the system's.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public static async Task<EmulatorHost> StartAsync(EmulatorOptions options, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(options.Urls);
        var settings = new EmulatorSettings(options);
        var world = new World(settings, time ?? TimeProvider.System, options.Seed);
        var app = builder.Build();
        await app.StartAsync(cancellationToken);
        return new EmulatorHost(app, new Uri(app.Urls.First()), world, settings);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
