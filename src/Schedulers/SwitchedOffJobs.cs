using Quartz;

namespace Schedulers;

/// <summary>Takes jobs that the settings switched off out of a store that still has them from an earlier start.</summary>
/// <param name="schedulers">Where the scheduler is.</param>
/// <param name="options">When jobs run.</param>
internal sealed class SwitchedOffJobs(ISchedulerFactory schedulers, SchedulerOptions options) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var off = JobTable.Rows.Where(job => options.ScheduleOf(job).IsNever).Select(job => new JobKey(job.Name)).ToList();
        if (off.Count == 0)
        {
            return;
        }

        var scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (var job in off)
        {
            await scheduler.DeleteJob(job, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
