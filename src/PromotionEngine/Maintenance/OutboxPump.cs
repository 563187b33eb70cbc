using PromotionEngine.Hosting;

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
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it is, the next round tries again: a loop that ended would take its engine with it.
                LogFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 1210, Level = LogLevel.Warning, Message = "What waits for DataHub could not be published; it is tried again later")]
    private partial void LogFailed(Exception exception);
}
