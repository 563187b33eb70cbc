using PromotionEngine.Boomi.Platform;
using PromotionEngine.Maintenance;
using PromotionEngine.State;
using PromotionEngine.Telemetry;

namespace PromotionEngine.Promotions.Running;

/// <summary>Takes over runs whose engine is gone, and goes on with them, or undoes them, in this engine.</summary>
internal sealed partial class RunRecovery(
    IStateStore store,
    RunLeases leases,
    RunHost host,
    EngineIdentity engine,
    RunOptions options,
    PlatformOptions platform,
    EngineMetrics metrics,
    TimeProvider time,
    ILogger<RunRecovery> logger)
{
    private const int PerRound = 50;

    /// <summary>Takes over every run whose lease has lapsed; the runs then go on by themselves.</summary>
    /// <param name="dryRun">Only tell which.</param>
    /// <param name="cancellationToken">Ends the looking, not the runs.</param>
    public async Task<WorkReport> RecoverAsync(bool dryRun, CancellationToken cancellationToken)
    {
        var report = new WorkReport();
        if (host.IsStopping)
        {
            // It would take back what it just handed over.
            return report;
        }

        // What cannot be taken over stays where it is, at the head; who is behind it is not kept waiting.
        var passed = 0;
        while (report.Changed < PerRound && await leases.ListLapsedAsync(passed, PerRound, cancellationToken) is { Count: > 0 } lapsed)
        {
            var before = report.Changed;
            foreach (var id in lapsed)
            {
                await LookAtAsync(report, id, dryRun, cancellationToken);
            }

            passed += dryRun ? lapsed.Count : lapsed.Count - (report.Changed - before);
        }

        return report;
    }

    private async Task LookAtAsync(WorkReport report, PromotionId id, bool dryRun, CancellationToken cancellationToken)
    {
        report.Examined++;
        if (host.Has(id))
        {
            report.Note($"The run of promotion {id} goes on here; its lease is being renewed.");
        }
        else if (dryRun)
        {
            report.Change($"The run of promotion {id} would be taken over.");
        }
        else
        {
            await TryToTakeOverAsync(report, id, cancellationToken);
        }
    }

    private async Task TryToTakeOverAsync(WorkReport report, PromotionId id, CancellationToken cancellationToken)
    {
        try
        {
            if (await TakeOverAsync(id, cancellationToken) is { } wait)
            {
                LogTakenOver(id, wait);
                metrics.TookOver();
                report.Change($"The run of promotion {id} was taken over and goes on in {wait.TotalSeconds:0.#} seconds.");
            }
        }
        catch (StateLayoutException exception)
        {
            // The next run is waiting too.
            report.LeaveAlone([new UnreadablePromotion(id, exception.Message)]);
        }
    }

    // What the former owner sent just before its lease ended may still be under way: nothing is written before that has had its time.
    private async Task<TimeSpan?> TakeOverAsync(PromotionId id, CancellationToken cancellationToken)
    {
        var ended = await leases.EndsAtAsync(id, cancellationToken);
        var since = time.GetTimestamp();
        if (await leases.TakeAsync(id, ended, engine.Name, options.Lease, cancellationToken) is not { } taken)
        {
            return null;
        }

        var lease = new LeaseClock(time);
        lease.Hold(since, options.Lease);
        var wait = await WaitAsync(ended, cancellationToken);
        _ = host.Resume(taken, lease, wait);
        return wait;
    }

    // A run that was handed over with nothing under way ended its lease at the beginning of time.
    private async Task<TimeSpan> WaitAsync(DateTimeOffset? ended, CancellationToken cancellationToken)
    {
        if (ended is not { } at || at <= DateTimeOffset.UnixEpoch)
        {
            return TimeSpan.Zero;
        }

        var wait = at + platform.CallTimeout - await store.NowAsync(cancellationToken);
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    [LoggerMessage(EventId = 1140, Level = LogLevel.Warning, Message = "The run of promotion {PromotionId} lost its engine; it goes on here in {Wait}")]
    private partial void LogTakenOver(PromotionId promotionId, TimeSpan wait);
}
