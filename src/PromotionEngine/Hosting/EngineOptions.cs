using System.Net;
using PromotionEngine.Boomi.DataHub;

namespace PromotionEngine.Hosting;

/// <summary>Settings under <c>Engine</c>.</summary>
public sealed class EngineOptions
{
    /// <summary>Where the settings stand.</summary>
    public const string Section = "Engine";

    // A claim of owed answers (4 MiB and one more), and what the host takes by default (5 MiB), must pass.
    private const int SmallestMaxMessageBytes = 8 * 1024 * 1024;
    private const int LargestMaxMessageBytes = 256 * 1024 * 1024;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan UsualHold = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Address to listen on for gRPC. Loopback by default: only the host and the schedulers call the engine.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Port to listen on; 0 takes any free one.</summary>
    public int Port { get; set; } = 5051;

    /// <summary>Largest request and answer in bytes.</summary>
    public int MaxMessageBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How often what waits for DataHub is looked at, besides at once after every change.</summary>
    public TimeSpan OutboxInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long an engine keeps what it took from the outbox to itself. After an engine died these entries are sent by another one when this time is over. Sending
    /// ends in time, so that what was sent late cannot overwrite what another engine sent after it. Null: <see cref="HoldFor"/> decides.
    /// </summary>
    public TimeSpan? OutboxHold { get; set; }

    /// <summary>How long a piece of maintenance stays reserved for an engine that went silent in the middle of it. Renewed while the work goes on.</summary>
    public TimeSpan JobLease { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>How long equal calls wait for an engine that went silent in the middle of the first of them. Renewed while the work goes on.</summary>
    public TimeSpan CallLease { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The hold that is set; else two minutes, or what DataHub's time limits ask for where that is more.</summary>
    public TimeSpan HoldFor(DataHubOptions dataHub) => OutboxHold ?? (ShortestHold(dataHub) > UsualHold ? ShortestHold(dataHub) : UsualHold);

    /// <summary>Every problem of the settings, for one message at start.</summary>
    /// <param name="dataHub">How long calls of DataHub may take.</param>
    public IEnumerable<string> Problems(DataHubOptions dataHub)
    {
        ArgumentNullException.ThrowIfNull(dataHub);
        if (!IPAddress.TryParse(Address, out _))
        {
            yield return $"{Section}:Address must be an IP address to listen on, such as 127.0.0.1; it is \"{Address}\".";
        }

        if (Port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
        {
            yield return $"{Section}:Port must be from {IPEndPoint.MinPort} to {IPEndPoint.MaxPort}; it is {Port}.";
        }

        if (MaxMessageBytes is < SmallestMaxMessageBytes or > LargestMaxMessageBytes)
        {
            yield return $"{Section}:MaxMessageBytes must be from {SmallestMaxMessageBytes} to {LargestMaxMessageBytes}; it is {MaxMessageBytes}.";
        }

        if (OutboxInterval <= TimeSpan.Zero)
        {
            yield return $"{Section}:OutboxInterval must be positive; it is {OutboxInterval}.";
        }

        if (OutboxHold < ShortestHold(dataHub) || OutboxHold > Longest)
        {
            yield return $"{Section}:OutboxHold must be from {ShortestHold(dataHub)} (DataHub's BatchTimeout and twice its CallTimeout) to {Longest}; it is {OutboxHold}.";
        }

        if (JobLease < Shortest || JobLease > Longest || CallLease < Shortest || CallLease > Longest)
        {
            yield return $"{Section}:JobLease ({JobLease}) and {Section}:CallLease ({CallLease}) must be from {Shortest} to {Longest}.";
        }
    }

    // A call to send, the batch followed to its end, and a call's time for what was cut off to take effect.
    private static TimeSpan ShortestHold(DataHubOptions dataHub) => dataHub.BatchTimeout + (2 * dataHub.CallTimeout);
}
