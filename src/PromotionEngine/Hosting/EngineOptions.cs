namespace PromotionEngine.Hosting;

/// <summary>Settings under <c>Engine</c>.</summary>
public sealed class EngineOptions
{
    /// <summary>Where the settings stand.</summary>
    public const string Section = "Engine";

    /// <summary>Address to listen on for gRPC. Loopback by default: only the host and the schedulers call the engine.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Port to listen on; 0 takes any free one.</summary>
    public int Port { get; set; } = 5051;

    /// <summary>Largest request and answer in bytes.</summary>
    public int MaxMessageBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How often what waits for DataHub is looked at, besides at once after every change.</summary>
    public TimeSpan OutboxInterval { get; set; } = TimeSpan.FromSeconds(10);
}
