using PromotionEngine.Hosting;
using PromotionEngine.State;

namespace PromotionEngine.Maintenance;

/// <summary>Calls the publisher again and again. Several engines may do so at once: an entry is taken by one.</summary>
public sealed partial class OutboxPump(OutboxPublisher publisher, EngineOptions options, TimeProvider time, ILogger<OutboxPump> logger) : BackgroundService
{
    private const int PerRound = 1_000;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.OutboxInterval, time);
        do
        {
            try
            {
                await publisher.PublishAsync(PerRound, stoppingToken);
            }
            catch (Exception exception) when (exception is StateUnavailableException or CommitRefusedException)
            {
                LogStoreAway(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 1210, Level = LogLevel.Warning, Message = "The outbox could not be read; it is tried again later")]
    private partial void LogStoreAway(Exception exception);
}
