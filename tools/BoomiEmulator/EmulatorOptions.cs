using BoomiEmulator.DataHub;
using BoomiEmulator.Limits;

namespace BoomiEmulator;

/// <summary>What an emulator is started with. Limits, delays and switches can be changed later through <see cref="EmulatorSettings"/>.</summary>
public sealed record EmulatorOptions
{
    /// <summary>Address to listen at; port 0 takes any free port.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:0";

    /// <summary>Who may call the Platform API.</summary>
    public IReadOnlyList<EmulatorCredential> Credentials { get; init; } = [EmulatorCredential.Default];

    /// <summary>Request and size limits at start.</summary>
    public EmulatorLimits Limits { get; init; } = new();

    /// <summary>How long things take at start.</summary>
    public EmulatorDelays Delays { get; init; } = new();

    /// <summary>Which of the possible answers the emulator gives where Boomi's is not known.</summary>
    public EmulatorSwitches Switches { get; init; } = new();

    /// <summary>What the emulated DataHub is made of. It has its own credentials, delays and switches.</summary>
    public DataHubOptions DataHub { get; init; } = new();

    /// <summary>Seed of generated ids and of fault probabilities.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many requests the journal remembers; older ones fall out, the counts stay.</summary>
    public int JournalCapacity { get; init; } = 20_000;

    /// <summary>A file the world is read from at start when it exists, and written to at a clean stop; null keeps everything in memory.</summary>
    public string? DataFile { get; init; }

    /// <summary>Writes the web server's own log to the console; off for tests.</summary>
    public bool ConsoleLog { get; init; }
}
