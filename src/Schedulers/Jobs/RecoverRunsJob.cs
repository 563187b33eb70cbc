using PromotionService.V1;

namespace Schedulers.Jobs;

/// <summary>Takes over runs whose engine is gone.</summary>
public sealed class RecoverRunsJob(EngineCaller engine, ILogger<RecoverRunsJob> logger) : MaintenanceJob(engine, logger)
{
    /// <inheritdoc/>
    protected override async Task<MaintenanceReport> RunAsync(EngineCaller engine, CancellationToken cancellationToken) =>
        (await engine.CallAsync((client, options) => client.RecoverRunsAsync(new RecoverRunsRequest(), options), cancellationToken)).Report;
}
