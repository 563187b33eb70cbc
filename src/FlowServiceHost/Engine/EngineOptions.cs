namespace FlowServiceHost.Engine;

/// <summary>Where the engine is, and how long it is waited for. Section <c>Engine</c>.</summary>
public sealed class EngineOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Engine";

    /// <summary>Address of the engine's gRPC port.</summary>
    public string Address { get; set; } = "http://127.0.0.1:5051";

    /// <summary>How long an action may take, in seconds, before the caller is told to come back.</summary>
    public int DeadlineSeconds { get; set; } = 300;

    /// <summary>How long the readiness probe waits for the engine, in seconds.</summary>
    public int HealthTimeoutSeconds { get; set; } = 2;

    /// <summary>Largest answer taken from the engine, in bytes.</summary>
    public int MaxResponseBytes { get; set; } = 64 * 1024 * 1024;
}
