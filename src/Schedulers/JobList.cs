using Quartz;
using Quartz.Extensibility;

namespace Schedulers;

/// <summary>What the jobs did last and when they run next, over all nodes that share a database.</summary>
/// <param name="schedulers">Where the scheduler is.</param>
/// <param name="history">What ran.</param>
/// <param name="options">When jobs run.</param>
internal sealed class JobList(ISchedulerFactory schedulers, IExecutionHistoryStore history, SchedulerOptions options)
{
    /// <summary>A row for every job of <see cref="JobTable"/>, in its order.</summary>
    public async Task<IReadOnlyList<JobRow>> ReadAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var rows = new List<JobRow>();
        foreach (var job in JobTable.Rows)
        {
            var schedule = options.ScheduleOf(job);
            var trigger = schedule.IsNever ? null : await scheduler.GetTrigger(new TriggerKey(job.Name), cancellationToken);
            var status = await history.GetJobRunStatus(scheduler.SchedulerName, new JobKey(job.Name), cancellationToken);
            rows.Add(new JobRow(job.Name, job.What, schedule.Text, trigger?.NextFireTimeUtc, LastRun(status), status?.ConsecutiveFailures ?? 0));
        }

        return rows;
    }

    private static JobRun? LastRun(JobRunStatus? status) => status is null
        ? null
        : new JobRun(status.LastFiredAtUtc, status.LastDuration.TotalMilliseconds, status.LastResult.ToString(), status.LastSummary, status.LastSchedulerInstanceId);
}
