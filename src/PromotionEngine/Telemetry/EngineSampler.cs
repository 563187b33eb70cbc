using Contract.Telemetry;
using PromotionEngine.Notifications;
using PromotionEngine.Promotions;
using PromotionEngine.State;

namespace PromotionEngine.Telemetry;

/// <summary>Looks how things stand, as often as measurements are sent, for the gauges. It reads the store only, and little of it.</summary>
internal sealed partial class EngineSampler(
    EngineMetrics metrics, Outbox outbox, PromotionMails mails, BranchSlots slots, PromotionRecords promotions, RunLeases leases, IStateStore store, TelemetryOptions options, TimeProvider time, ILogger<EngineSampler> logger) : BackgroundService
{
    private const int Shown = 100;
    private static readonly PromotionStatus[] Live = [.. Enum.GetValues<PromotionStatus>().Where(status => !status.IsTerminal())];

    /// <summary>How things stand now.</summary>
    internal async Task<EngineReadings> ReadAsync(CancellationToken cancellationToken)
    {
        var now = await store.NowAsync(cancellationToken);
        return new EngineReadings(
            StoreAnswers: true,
            await store.GetAsync(StateKeys.Epoch, cancellationToken) is not null,
            await ReadAsync(outbox, now, cancellationToken),
            await ReadAsync(mails.Outbox, now, cancellationToken),
            (await slots.ListAsync(cancellationToken)).Count,
            await CountLiveAsync(cancellationToken),
            await leases.CountAsync(cancellationToken),
            (await leases.ListLapsedAsync(Shown, cancellationToken)).Count);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Interval, time);
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

    private static async Task<OutboxReading> ReadAsync(Outbox box, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var oldest = (await box.ReadPendingAsync(1, cancellationToken)).Readable;
        return new OutboxReading(
            await box.CountPendingAsync(cancellationToken),
            oldest.Count == 0 || now < oldest[0].EnqueuedAt ? TimeSpan.Zero : now - oldest[0].EnqueuedAt,
            await box.CountQuarantinedAsync(cancellationToken));
    }

    // Counted in the indexes: the promotions themselves would be megabytes, four times a minute.
    private async Task<IReadOnlyDictionary<PromotionStatus, long>> CountLiveAsync(CancellationToken cancellationToken)
    {
        var live = new Dictionary<PromotionStatus, long>();
        foreach (var status in Live)
        {
            if (await promotions.CountAsync(status, cancellationToken) is > 0 and var count)
            {
                live[status] = count;
            }
        }

        return live;
    }

    [LoggerMessage(EventId = 1390, Level = LogLevel.Warning, Message = "How things stand could not be read for the metrics; it is tried again")]
    private partial void LogUnreadable(Exception exception);
}
