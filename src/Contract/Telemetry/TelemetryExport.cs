using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Contract.Telemetry;

/// <summary>
/// Sends measurements and traces of a program to an OpenTelemetry collector, when the settings name one. Traces run from the action through the engine to
/// the calls of Boomi: the framework makes the spans and hands the trace on from program to program.
/// </summary>
public static class TelemetryExport
{
    private static readonly string[] Meters =
        ["Promotion.*", "Quartz", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime"];

    private static readonly string[] Sources = ["Promotion.*", "Quartz", "Microsoft.AspNetCore", "System.Net.Http"];

    /// <summary>Adds the export.</summary>
    /// <param name="services">The program's services.</param>
    /// <param name="configuration">Its settings.</param>
    /// <param name="service">Its name, as <c>service.name</c>.</param>
    /// <exception cref="InvalidOperationException">The settings cannot work.</exception>
    public static IServiceCollection AddTelemetryExport(this IServiceCollection services, IConfiguration configuration, string service)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var options = configuration.GetSection(TelemetryOptions.Section).Get<TelemetryOptions>() ?? new TelemetryOptions();
        if (options.OtlpEndpoint.Length == 0)
        {
            return services;
        }

        if (!Uri.TryCreate(options.OtlpEndpoint, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
        {
            throw new InvalidOperationException($"{TelemetryOptions.Section}:OtlpEndpoint must be an absolute http or https address; it is \"{options.OtlpEndpoint}\".");
        }

        if (options.Interval < TimeSpan.FromSeconds(1))
        {
            throw new InvalidOperationException($"{TelemetryOptions.Section}:Interval must be at least a second; it is {options.Interval}.");
        }

        return services.AddHostedService(_ => new TelemetryExporter(() => MetricsTo(endpoint, options, service), () => TracesTo(endpoint, options, service)));
    }

    private static MeterProvider MetricsTo(Uri endpoint, TelemetryOptions options, string service) => Sdk.CreateMeterProviderBuilder()
        .ConfigureResource(resource => resource.AddService(service))
        .AddMeter(Meters)
        .AddOtlpExporter((exporter, reader) =>
        {
            Aim(exporter, endpoint, options, "v1/metrics");
            reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)options.Interval.TotalMilliseconds;
        })
        .Build();

    private static TracerProvider TracesTo(Uri endpoint, TelemetryOptions options, string service) => Sdk.CreateTracerProviderBuilder()
        .ConfigureResource(resource => resource.AddService(service))
        .AddSource(Sources)
        .AddOtlpExporter(exporter => Aim(exporter, endpoint, options, "v1/traces"))
        .Build();

    // Over HTTP the path of the signal belongs to the address; over gRPC it does not.
    private static void Aim(OtlpExporterOptions exporter, Uri endpoint, TelemetryOptions options, string path)
    {
        exporter.Protocol = options.OtlpOverHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = options.OtlpOverHttp ? new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/{path}") : endpoint;
    }
}
