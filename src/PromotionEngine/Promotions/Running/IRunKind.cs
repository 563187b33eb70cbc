using PromotionEngine.State;

namespace PromotionEngine.Promotions.Running;

/// <summary>A kind of work that engines own by leases, and take over from each other.</summary>
internal interface IRunKind
{
    /// <summary>Whether what goes on with <paramref name="promotion"/> is of this kind.</summary>
    bool Owns(Promotion promotion);

    /// <summary>
    /// Makes a run that was taken over ready to go on. What its former owner sent last may still take effect meanwhile: nothing is written to the platform, and nothing read that this
    /// would change.
    /// </summary>
    Task<LeasedRun> PrepareAsync(StoredPromotion taken, LeaseClock lease, CancellationToken cancellationToken);

    /// <summary>Runs to the end.</summary>
    /// <exception cref="LeaseLostException">Another engine owns the run now; nothing was undone.</exception>
    /// <exception cref="StateUnavailableException">The store is away; nothing was undone.</exception>
    /// <exception cref="OperationCanceledException">The engine stops; the run is left for another one.</exception>
    Task RunAsync(LeasedRun run, CancellationToken cancellationToken);
}
