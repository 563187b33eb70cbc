using Microsoft.Extensions.Hosting;

namespace Contract.Telemetry;

/// <summary>Keeps the export going while the program runs, and sends what is left when it stops.</summary>
/// <param name="metrics">Starts the export of measurements.</param>
/// <param name="traces">Starts the export of traces.</param>
internal sealed class TelemetryExporter(Func<IDisposable> metrics, Func<IDisposable> traces) : IHostedService, IDisposable
{
    private readonly List<IDisposable> _running = [];

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running.AddRange([metrics(), traces()]);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _running.ForEach(provider => provider.Dispose());
        _running.Clear();
    }
}
