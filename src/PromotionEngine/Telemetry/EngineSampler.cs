using PromotionEngine.Promotions;
using PromotionEngine.State;

namespace PromotionEngine.Telemetry;

/// <summary>Looks how things stand, every so often, for the gauges. It reads the store only, and little of it.</summary>
internal sealed partial class EngineSampler(
    EngineMetrics metrics, Outbox outbox, BranchSlots slots, PromotionRecords promotions, RunLeases leases, IStateStore store, TimeProvider time, ILogger<EngineSampler> logger) : BackgroundService
{
    private const int Shown = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    /// <summary>How things stand now.</summary>
    internal async Task<EngineReadings> ReadAsync(CancellationToken cancellationToken)
    {
        var now = await store.NowAsync(cancellationToken);
        var oldest = await outbox.PendingAsync(1, cancellationToken);
        var live = await promotions.ListLiveAsync(cancellationToken);
        return new EngineReadings(
            StoreAnswers: true,
            await outbox.CountPendingAsync(cancellationToken),
            oldest.Count == 0 || now < oldest[0].EnqueuedAt ? TimeSpan.Zero : now - oldest[0].EnqueuedAt,
            (await outbox.ListQuarantinedAsync(Shown, cancellationToken)).Count,
            (await slots.ListAsync(cancellationToken)).Count,
            live.CountBy(stored => stored.Promotion.Status).ToDictionary(),
            (await leases.ListLapsedAsync(Shown, cancellationToken)).Count);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        do
        {
            try
            {
                metrics.Show(await ReadAsync(stoppingToken));
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                metrics.Show(EngineReadings.Unknown);
                LogUnreadable(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 1390, Level = LogLevel.Warning, Message = "How things stand could not be read for the metrics; it is tried again")]
    private partial void LogUnreadable(Exception exception);
}
