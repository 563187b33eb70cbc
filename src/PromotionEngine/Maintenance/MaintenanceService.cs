using Grpc.Core;
using PromotionEngine.Promotions.Running;
using PromotionEngine.State;
using PromotionService.V1;

namespace PromotionEngine.Maintenance;

/// <summary>The gRPC face of maintenance: what schedulers and operators call.</summary>
internal sealed class MaintenanceService(
    OutboxPublisher publisher, Outbox outbox, RunRecovery recovery, SlotReconciliation reconciliation, BranchSweep sweep, StoreRebuild rebuild, EndedPurge purge) : PromotionService.V1.Maintenance.MaintenanceBase
{
    private const int FindingsShown = 50;

    /// <inheritdoc/>
    public override async Task<PublishOutboxResponse> PublishOutbox(PublishOutboxRequest request, ServerCallContext context)
    {
        var report = new MaintenanceReport();
        if (!request.DryRun)
        {
            var (published, quarantined, failed) = await publisher.PublishAsync(request.Limit > 0 ? request.Limit : int.MaxValue, context.CancellationToken);
            report.Examined = published + quarantined + failed;
            report.Changed = published;
            report.Failed = quarantined + failed;
        }

        var aside = await outbox.ListQuarantinedAsync(FindingsShown, context.CancellationToken);
        report.Findings.AddRange(aside.Select(entry => $"{entry.Message.RecordKey} was set aside: {entry.LastError}"));
        var remaining = await outbox.CountPendingAsync(context.CancellationToken);
        return new PublishOutboxResponse { Report = report, Remaining = (int)remaining };
    }

    /// <inheritdoc/>
    public override async Task<RecoverRunsResponse> RecoverRuns(RecoverRunsRequest request, ServerCallContext context) =>
        new() { Report = (await recovery.RecoverAsync(request.DryRun, context.CancellationToken)).ToMessage() };

    /// <inheritdoc/>
    public override async Task<ReconcileSlotsResponse> ReconcileSlots(ReconcileSlotsRequest request, ServerCallContext context)
    {
        var report = await reconciliation.ReconcileAsync(request.DryRun, context.CancellationToken);
        await purge.PurgeAsync(report, request.DryRun, context.CancellationToken);
        return new ReconcileSlotsResponse { Report = report.ToMessage() };
    }

    /// <inheritdoc/>
    public override async Task<SweepOrphanBranchesResponse> SweepOrphanBranches(SweepOrphanBranchesRequest request, ServerCallContext context) =>
        new() { Report = (await sweep.SweepAsync(request.DryRun, context.CancellationToken)).ToMessage() };

    /// <inheritdoc/>
    public override async Task<RebuildResponse> Rebuild(RebuildRequest request, ServerCallContext context) =>
        new() { Report = (await rebuild.RebuildAsync(request.DryRun, context.CancellationToken)).ToMessage() };
}
