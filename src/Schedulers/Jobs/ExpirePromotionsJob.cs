using PromotionService.V1;

namespace Schedulers.Jobs;

/// <summary>Warns of promotions that nobody goes on with, and ends them.</summary>
public sealed class ExpirePromotionsJob(EngineCaller engine, ILogger<ExpirePromotionsJob> logger) : MaintenanceJob(engine, logger)
{
    /// <inheritdoc/>
    protected override async Task<MaintenanceReport> RunAsync(EngineCaller engine, CancellationToken cancellationToken) =>
        (await engine.CallAsync((client, options) => client.ExpirePromotionsAsync(new ExpirePromotionsRequest(), options), cancellationToken)).Report;
}
