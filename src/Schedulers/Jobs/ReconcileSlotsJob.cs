using PromotionService.V1;

namespace Schedulers.Jobs;

/// <summary>Compares the branch slots with the platform's branches.</summary>
public sealed class ReconcileSlotsJob(EngineCaller engine, ILogger<ReconcileSlotsJob> logger) : MaintenanceJob(engine, logger)
{
    /// <inheritdoc/>
    protected override async Task<MaintenanceReport> RunAsync(EngineCaller engine, CancellationToken cancellationToken) =>
        (await engine.CallAsync((client, options) => client.ReconcileSlotsAsync(new ReconcileSlotsRequest(), options), cancellationToken)).Report;
}
