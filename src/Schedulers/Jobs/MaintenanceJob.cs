using Grpc.Core;
using PromotionService.V1;
using Quartz;

namespace Schedulers.Jobs;

/// <summary>
/// A job is one call of the engine: the schedulers decide when, the engine decides what. Jobs look at how things stand, so one that was missed or ran
/// twice does no harm, and one that fails runs again at its next time.
/// </summary>
[DisallowConcurrentExecution]
public abstract partial class MaintenanceJob(EngineCaller engine, ILogger logger) : IJob
{
    private const int FindingsInSummary = 5;

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var name = context.JobDetail.Key.Name;
        try
        {
            var report = await RunAsync(engine, cancellationToken);
            LogDone(logger, name, report.Examined, report.Changed, report.Failed);
            foreach (var finding in report.Findings)
            {
                LogFinding(logger, name, finding);
            }

            context.Result = Told(report);
        }
        catch (RpcException exception)
        {
            LogFailed(logger, exception, name);
            context.Result = JobRunReport.Failed($"The engine could not be called: {exception.StatusCode}, {exception.Status.Detail}");
        }
    }

    /// <summary>Makes the job's call and answers the engine's report.</summary>
    protected abstract Task<MaintenanceReport> RunAsync(EngineCaller engine, CancellationToken cancellationToken);

    private static JobRunReport Told(MaintenanceReport report)
    {
        var summary = string.Join(' ', report.Findings.Take(FindingsInSummary));
        var told = report.Failed > 0 ? JobRunReport.Failed(summary) : report.Changed > 0 ? JobRunReport.Succeeded(summary) : JobRunReport.Skipped(summary);
        return told.With("examined", report.Examined).With("changed", report.Changed).With("failed", report.Failed);
    }

    [LoggerMessage(EventId = 2000, Level = LogLevel.Debug, Message = "{Job} looked at {Examined}, changed {Changed}, could not settle {Failed}")]
    private static partial void LogDone(ILogger logger, string job, int examined, int changed, int failed);

    [LoggerMessage(EventId = 2001, Level = LogLevel.Information, Message = "{Job}: {Finding}")]
    private static partial void LogFinding(ILogger logger, string job, string finding);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Warning, Message = "{Job} could not call the engine; it runs again at its next time")]
    private static partial void LogFailed(ILogger logger, Exception exception, string job);
}
