using PromotionService.V1;

namespace Schedulers.Jobs;

/// <summary>Publishes what waits for DataHub.</summary>
public sealed class PublishOutboxJob(EngineCaller engine, ILogger<PublishOutboxJob> logger) : MaintenanceJob(engine, logger)
{
    /// <inheritdoc/>
    protected override async Task<MaintenanceReport> RunAsync(EngineCaller engine, CancellationToken cancellationToken) =>
        (await engine.CallAsync((client, options) => client.PublishOutboxAsync(new PublishOutboxRequest(), options), cancellationToken)).Report;
}
