namespace PromotionEngine.Promotions.Running;

/// <summary>Looks for runs whose engine is gone, again and again.</summary>
internal sealed partial class RunRecoveryLoop(RunRecovery recovery, RunOptions options, TimeProvider time, ILogger<RunRecoveryLoop> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.RecoveryInterval, time);
        do
        {
            try
            {
                await recovery.RecoverAsync(dryRun: false, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // Whatever it is, the next round tries again: a loop that ended would leave runs without an owner for good.
                LogFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 1150, Level = LogLevel.Warning, Message = "Runs without an engine could not be looked for; it is tried again")]
    private partial void LogFailed(Exception exception);
}
