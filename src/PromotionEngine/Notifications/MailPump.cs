using PromotionEngine.Hosting;

namespace PromotionEngine.Notifications;

/// <summary>Sends due mails again and again, apart from what goes to DataHub: a slow mail server slows nothing else.</summary>
public sealed partial class MailPump(MailPublisher publisher, MailOptions mail, EngineOptions options, TimeProvider time, ILogger<MailPump> logger) : BackgroundService
{
    private const int PerRound = 1_000;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!mail.IsOn)
        {
            LogOff();
            return;
        }

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

    [LoggerMessage(EventId = 1223, Level = LogLevel.Information, Message = "No mails are written: Mail:Host is empty")]
    private partial void LogOff();

    [LoggerMessage(EventId = 1224, Level = LogLevel.Warning, Message = "Mails could not be sent; they are tried again later")]
    private partial void LogFailed(Exception exception);
}
