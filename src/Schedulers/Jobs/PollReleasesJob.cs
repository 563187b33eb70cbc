using PromotionService.V1;

namespace Schedulers.Jobs;

/// <summary>Asks how releases go on that the platform has accepted.</summary>
public sealed class PollReleasesJob(EngineCaller engine, ILogger<PollReleasesJob> logger) : MaintenanceJob(engine, logger)
{
    /// <inheritdoc/>
    protected override async Task<MaintenanceReport> RunAsync(EngineCaller engine, CancellationToken cancellationToken) =>
        (await engine.CallAsync((client, options) => client.PollReleasesAsync(new PollReleasesRequest(), options), cancellationToken)).Report;
}
