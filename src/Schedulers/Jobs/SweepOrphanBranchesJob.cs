using PromotionService.V1;

namespace Schedulers.Jobs;

/// <summary>Deletes branches of promotions that are known to have ended.</summary>
public sealed class SweepOrphanBranchesJob(EngineCaller engine, ILogger<SweepOrphanBranchesJob> logger) : MaintenanceJob(engine, logger)
{
    /// <inheritdoc/>
    protected override async Task<MaintenanceReport> RunAsync(EngineCaller engine, CancellationToken cancellationToken) =>
        (await engine.CallAsync((client, options) => client.SweepOrphanBranchesAsync(new SweepOrphanBranchesRequest(), options), cancellationToken)).Report;
}
