using BoomiEmulator.Seeding;

namespace Sandbox;

/// <summary>What of the sandbox can be changed from the command line.</summary>
public sealed record SandboxOptions
{
    /// <summary>Port of the host: actions, OpenAPI and pages; 0 takes any free one.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>Port of the engine's gRPC; 0 takes any free one.</summary>
    public int GrpcPort { get; init; } = 5051;

    /// <summary>Port of the emulated Boomi; 0 takes any free one.</summary>
    public int EmulatorPort { get; init; } = 7070;

    /// <summary>Port of the development issuer; null takes the one after the host's, or any free one where the host does. 0 takes any free one.</summary>
    public int? IssuerPort { get; init; }

    /// <summary>The port that the development issuer is given.</summary>
    public int IssuerPortOrNext => IssuerPort ?? (Port == 0 ? 0 : Port + 1);

    /// <summary>Redis to keep the state in; empty keeps it in memory.</summary>
    public string Redis { get; init; } = string.Empty;

    /// <summary>Address of an emulator that runs elsewhere and is seeded already; null starts one.</summary>
    public Uri? Platform { get; init; }

    /// <summary>The world to start with.</summary>
    public SandboxScenario Scenario { get; init; } = SandboxScenario.Small;

    /// <summary>Seed of the world: the same seed gives the same accounts and components.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Folder that the world is kept in between starts; empty forgets it.</summary>
    public string Data { get; init; } = string.Empty;

    /// <summary>Starts anew although the data folder holds a world.</summary>
    public bool Fresh { get; init; }

    /// <summary>File to write the addresses and credentials to, as JSON, once all is ready; empty writes none.</summary>
    public string InfoFile { get; init; } = string.Empty;

    /// <summary>Host and port that waiting flows may be called back at, besides those of Boomi's cloud; empty for none.</summary>
    public string FlowCallbackHost { get; init; } = string.Empty;

    /// <summary>How long an action of a flow may take before the flow is told to wait.</summary>
    public TimeSpan FlowSyncTimeout { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>Takes everything that the parts log, at the finest level, instead of the console: for tests that look for what must not be logged. Null for none.</summary>
    public ILoggerProvider? Log { get; init; }

    /// <summary>Size of the seeded world.</summary>
    public SeedSize Size => Scenario == SandboxScenario.Team ? SeedSize.Team : SeedSize.Small;
}
