using PromotionEngine.State;

namespace PromotionEngine.Promotions.Running;

/// <summary>Runs that bring components to a branch.</summary>
internal sealed class PromotionRuns(PromotionRunner runner, RunResumption resumption) : IRunKind
{
    /// <inheritdoc/>
    public bool Owns(Promotion promotion) => promotion.Status == PromotionStatus.InProgress;

    /// <inheritdoc/>
    public async Task<LeasedRun> PrepareAsync(StoredPromotion taken, LeaseClock lease, CancellationToken cancellationToken) =>
        await resumption.PrepareAsync(taken, lease, cancellationToken);

    /// <inheritdoc/>
    public Task RunAsync(LeasedRun run, CancellationToken cancellationToken) => runner.RunAsync((PromotionRun)run, cancellationToken);
}
