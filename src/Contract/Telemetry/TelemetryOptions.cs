namespace Contract.Telemetry;

/// <summary>Settings under <c>Telemetry</c>: where measurements and traces go. Without an endpoint nothing leaves the program.</summary>
public sealed class TelemetryOptions
{
    /// <summary>Where the settings stand.</summary>
    public const string Section = "Telemetry";

    /// <summary>Address of an OpenTelemetry collector, for example <c>http://collector:4317</c>; empty for none.</summary>
    public string OtlpEndpoint { get; set; } = string.Empty;

    /// <summary>Whether the collector takes protobuf over HTTP (port 4318 as a rule) instead of gRPC.</summary>
    public bool OtlpOverHttp { get; set; }

    /// <summary>How often measurements are sent.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(15);
}
