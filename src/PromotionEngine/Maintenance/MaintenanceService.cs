using Grpc.Core;
using PromotionEngine.Notifications;
using PromotionEngine.Promotions.Running;
using PromotionEngine.State;
using PromotionService.V1;

namespace PromotionEngine.Maintenance;

/// <summary>The gRPC face of maintenance: what schedulers and operators call.</summary>
internal sealed class MaintenanceService(
    OutboxPublisher publisher,
    Outbox outbox,
    MailPublisher mailPublisher,
    PromotionMails mails,
    SetAsideRecords setAside,
    JobLease lease,
    RunRecovery recovery,
    SlotReconciliation reconciliation,
    BranchSweep sweep,
    ExpirySweep expiry,
    StoreRebuild rebuild,
    EndedPurge purge,
    ReleasePoll releases,
    IStateStore store)
    : PromotionService.V1.Maintenance.MaintenanceBase
{
    private const int FindingsShown = 50;

    // Mails go one by one; the call is to end while its caller still waits.
    private const int MailsPerCall = 100;

    // What is left is sent by the next call, and by the engines themselves meanwhile.
    private const int RecordsPerCall = 1_000;

    /// <inheritdoc/>
    public override async Task<PublishOutboxResponse> PublishOutbox(PublishOutboxRequest request, ServerCallContext context)
    {
        var report = new MaintenanceReport();
        if (request.MailsAgain)
        {
            await TakeUpMailsAsync(report, request.DryRun, context.CancellationToken);
        }

        if (request.RecordsAgain)
        {
            await setAside.TakeUpAsync(report, request.DryRun, context.CancellationToken);
        }

        if (!request.DryRun)
        {
            var limit = request.Limit > 0 ? request.Limit : RecordsPerCall;
            var (published, quarantined, failed) = await publisher.PublishAsync(limit, context.CancellationToken);
            var mailed = await mailPublisher.PublishAsync(Math.Min(limit, MailsPerCall), context.CancellationToken);
            report.Examined = published + quarantined + failed + mailed.Examined;
            report.Changed = published + mailed.Sent;
            report.Failed = quarantined + failed + mailed.Parked + mailed.Failed;
        }

        List<OutboxEntry> aside =
        [
            .. await outbox.ListQuarantinedAsync(FindingsShown, context.CancellationToken),
            .. await mails.Outbox.ListQuarantinedAsync(FindingsShown, context.CancellationToken),
        ];
        report.Findings.AddRange(aside.Select(entry => $"{entry.Message.RecordKey} was set aside: {entry.LastError}"));
        List<(string Id, string Reason)> unreadable =
        [
            .. (await outbox.ReadPendingAsync(FindingsShown, context.CancellationToken)).Unreadable,
            .. (await mails.Outbox.ReadPendingAsync(FindingsShown, context.CancellationToken)).Unreadable,
        ];
        report.Failed += unreadable.Count;
        report.Findings.AddRange(unreadable.Select(entry => $"{entry.Reason} It waits for an engine that can; the others go on."));
        var (records, letters) = (await outbox.CountPendingAsync(context.CancellationToken), await mails.Outbox.CountPendingAsync(context.CancellationToken));
        if (request.DryRun && records + letters > 0)
        {
            report.Examined = (int)(records + letters);
            report.Findings.Add($"{records} records wait for DataHub and {letters} mails for the mail server; those that are due would be sent.");
        }

        return new PublishOutboxResponse { Report = report, Remaining = (int)(records + letters) };
    }

    // Whoever asks for it has corrected what made the server refuse them; the same Message-ID lets a receiver drop what it has.
    private async Task TakeUpMailsAsync(MaintenanceReport report, bool isDryRun, CancellationToken cancellationToken)
    {
        var now = await store.NowAsync(cancellationToken);
        foreach (var entry in await mails.Outbox.ListQuarantinedAsync(MailsPerCall, cancellationToken))
        {
            if (isDryRun || await mails.Outbox.TakeUpAgainAsync(entry, now, cancellationToken))
            {
                report.Findings.Add($"{entry.Message.RecordKey} {(isDryRun ? "would be" : "is")} sent again.");
            }
        }
    }

    /// <inheritdoc/>
    public override async Task<RecoverRunsResponse> RecoverRuns(RecoverRunsRequest request, ServerCallContext context) =>
        new() { Report = await LeasedAsync("RecoverRuns", request.DryRun, recovery.RecoverAsync, context.CancellationToken) };

    /// <inheritdoc/>
    public override async Task<ReconcileSlotsResponse> ReconcileSlots(ReconcileSlotsRequest request, ServerCallContext context) =>
        new() { Report = await LeasedAsync("ReconcileSlots", request.DryRun, ReconcileAsync, context.CancellationToken) };

    /// <inheritdoc/>
    public override async Task<SweepOrphanBranchesResponse> SweepOrphanBranches(SweepOrphanBranchesRequest request, ServerCallContext context) =>
        new() { Report = await LeasedAsync("SweepOrphanBranches", request.DryRun, sweep.SweepAsync, context.CancellationToken) };

    /// <inheritdoc/>
    public override async Task<ExpirePromotionsResponse> ExpirePromotions(ExpirePromotionsRequest request, ServerCallContext context) =>
        new() { Report = await LeasedAsync("ExpirePromotions", request.DryRun, expiry.SweepAsync, context.CancellationToken) };

    /// <inheritdoc/>
    public override async Task<PollReleasesResponse> PollReleases(PollReleasesRequest request, ServerCallContext context) =>
        new() { Report = await LeasedAsync("PollReleases", request.DryRun, releases.PollAsync, context.CancellationToken) };

    /// <inheritdoc/>
    public override async Task<RebuildResponse> Rebuild(RebuildRequest request, ServerCallContext context) =>
        new() { Report = (await rebuild.RebuildAsync(request.DryRun, context.CancellationToken)).ToMessage() };

    private async Task<WorkReport> ReconcileAsync(bool isDryRun, CancellationToken cancellationToken)
    {
        var report = await reconciliation.ReconcileAsync(isDryRun, cancellationToken);
        await purge.PurgeAsync(report, isDryRun, cancellationToken);
        return report;
    }

    private async Task<MaintenanceReport> LeasedAsync(string job, bool isDryRun, Func<bool, CancellationToken, Task<WorkReport>> work, CancellationToken cancellationToken) =>
        (await lease.RunAsync(job, isDryRun, token => work(isDryRun, token), cancellationToken)).ToMessage();
}
