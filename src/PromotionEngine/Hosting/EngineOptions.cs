using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
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

    /// <summary>File with the engine's certificate and those of its authorities (PEM); with it the port speaks TLS only. Empty: cleartext.</summary>
    public string CertificateFile { get; set; } = string.Empty;

    /// <summary>File with the certificate's private key (PEM, not encrypted).</summary>
    public string CertificateKeyFile { get; set; } = string.Empty;

    /// <summary>Whether to listen beyond loopback without TLS, because something in between, such as a service mesh, encrypts.</summary>
    public bool AllowCleartext { get; set; }

    /// <summary>Bytes a second that a request must come with after <see cref="BodyGrace"/>, and an answer be read with.</summary>
    public int MinBodyBytesPerSecond { get; set; } = 240;

    /// <summary>How long a body may be slower; more than a second.</summary>
    public TimeSpan BodyGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Largest request and answer in bytes.</summary>
    public int MaxMessageBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How often what waits for DataHub is looked at, besides at once after every change.</summary>
    public TimeSpan OutboxInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The engine's certificate with its key; null for cleartext. Settings with problems must have been refused before.</summary>
    public X509Certificate2? LoadCertificate() => CertificateFile.Length > 0 ? X509Certificate2.CreateFromPemFile(CertificateFile, CertificateKeyFile) : null;

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
        if (!IPAddress.TryParse(Address, out var address))
        {
            yield return $"{Section}:Address must be an IP address, 0.0.0.0 for all; it is \"{Address}\".";
        }
        else if (!IPAddress.IsLoopback(address) && CertificateFile.Length == 0 && !AllowCleartext)
        {
            yield return $"{Section}:Address {Address} is not loopback, so calls would travel in cleartext. Set {Section}:CertificateFile and :CertificateKeyFile, or {Section}:AllowCleartext where something in between encrypts.";
        }

        if (CertificateFile.Length + CertificateKeyFile.Length > 0 && CertificateProblem() is { } problem)
        {
            yield return problem;
        }

        if (MinBodyBytesPerSecond is < 1 or > 1_000_000 || BodyGrace <= TimeSpan.FromSeconds(1) || BodyGrace > TimeSpan.FromMinutes(5))
        {
            yield return $"{Section}: MinBodyBytesPerSecond must be 1 to 1,000,000 and BodyGrace above 1 s and at most 5 min.";
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

    private string? CertificateProblem()
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPemFile(CertificateFile, CertificateKeyFile);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return $"{Section}:CertificateFile \"{CertificateFile}\" and :CertificateKeyFile \"{CertificateKeyFile}\" cannot be used: {exception.Message}";
        }
    }
}
