using System.Data.Common;
using Quartz;

namespace Schedulers;

/// <summary>
/// Lets jobs go on that Quartz stopped because a node could not begin them. In a database that is shared such a job stands still for all nodes: one that is
/// set up wrongly, or of another version, must not end the work of the others for good.
/// </summary>
/// <param name="schedulers">Where the scheduler is.</param>
/// <param name="time">Clock of the looks.</param>
/// <param name="logger">Where it is told.</param>
internal sealed partial class StoppedJobs(ISchedulerFactory schedulers, TimeProvider time, ILogger<StoppedJobs> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);

    /// <summary>Looks once.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var scheduler = await schedulers.GetScheduler(cancellationToken);
            foreach (var job in JobTable.Rows)
            {
                var key = new TriggerKey(job.Name);
                if (await scheduler.GetTriggerState(key, cancellationToken) == TriggerState.Error)
                {
                    await scheduler.ResetTriggerFromErrorState(key, cancellationToken);
                    LogTakenUp(logger, job.Name);
                }
            }
        }
        catch (Exception exception) when (exception is SchedulerException or DbException)
        {
            // The database is away, which Quartz tells of; the next look will do.
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await LookAsync(stoppingToken);
        }
    }

    [LoggerMessage(EventId = 2003, Level = LogLevel.Warning, Message = "{Job} had been stopped because a node could not begin it, and goes on now; the log of that node says why")]
    private static partial void LogTakenUp(ILogger logger, string job);
}
