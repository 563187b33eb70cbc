using PromotionEngine.Boomi.Platform;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Running;
using PromotionEngine.State;

namespace PromotionEngine.Deployments.Running;

/// <summary>Runs that deploy a promotion.</summary>
internal sealed class DeploymentRuns(PlatformClient client, DeploymentRunner runner, DeploymentJournal journal, DeploymentLocks locks) : IRunKind
{
    /// <inheritdoc/>
    public bool Owns(Promotion promotion) => promotion is { Status: not PromotionStatus.InProgress, Deployment: not null };

    /// <summary>The run of a deployment that begins.</summary>
    public DeploymentRun Begin(Promotion promotion, long version, LeaseClock lease) => Create(new StoredPromotion(version, promotion), lease, new(StringComparer.Ordinal));

    /// <inheritdoc/>
    public async Task<LeasedRun> PrepareAsync(StoredPromotion taken, LeaseClock lease, CancellationToken cancellationToken)
    {
        var run = Create(taken, lease, await journal.InFlightAsync(taken.Promotion, cancellationToken));
        await locks.RecallAsync(run, cancellationToken);
        return run;
    }

    /// <inheritdoc/>
    public Task RunAsync(LeasedRun run, CancellationToken cancellationToken) => runner.RunAsync((DeploymentRun)run, cancellationToken);

    private DeploymentRun Create(StoredPromotion stored, LeaseClock lease, Dictionary<string, JournalEntry> inFlight)
    {
        var calls = new CallScope(CallLane.Run, stored.Promotion.Id.Value) { TimeLeft = lease.Left };
        return new DeploymentRun(stored.Promotion, stored.Version, client.In(calls), calls) { Lease = lease, InFlight = inFlight };
    }
}
