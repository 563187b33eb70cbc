using Quartz;
using Quartz.Extensibility;

namespace Schedulers;

/// <summary>What the jobs did last and when they run next, over all nodes that share a database.</summary>
/// <param name="schedulers">Where the scheduler is.</param>
/// <param name="history">What ran.</param>
internal sealed class JobList(ISchedulerFactory schedulers, IExecutionHistoryStore history)
{
    /// <summary>A row for every job of <see cref="JobTable"/>, in its order.</summary>
    public async Task<IReadOnlyList<JobRow>> ReadAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var rows = new List<JobRow>();
        foreach (var job in JobTable.Rows)
        {
            var trigger = await scheduler.GetTrigger(new TriggerKey(job.Name), cancellationToken);
            var status = await history.GetJobRunStatus(scheduler.SchedulerName, new JobKey(job.Name), cancellationToken);
            rows.Add(new JobRow(job.Name, job.What, ScheduleOf(trigger), trigger?.NextFireTimeUtc, LastRun(status), status?.ConsecutiveFailures ?? 0));
        }

        return rows;
    }

    // What is in force, which another node may have set that shares the database.
    private static string ScheduleOf(ITrigger? trigger) => trigger switch
    {
        ISimpleTrigger simple => JobSchedule.Period(simple.RepeatInterval).Text,
        ICronTrigger { CronExpressionString: { } cron } => cron,
        _ => JobSchedule.NeverWord,
    };

    private static JobRun? LastRun(JobRunStatus? status) => status is null
        ? null
        : new JobRun(status.LastFiredAtUtc, status.LastDuration.TotalMilliseconds, status.LastResult.ToString(), status.LastSummary is { Length: > 0 } summary ? summary : null, status.LastSchedulerInstanceId);
}
