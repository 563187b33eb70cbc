using PromotionEngine.Audit;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Running;
using PromotionEngine.State;

namespace PromotionEngine.Deployments.Running;

/// <summary>What the steps of one deployment share. What is done stands in <see cref="Deployment"/>, which every step commits.</summary>
internal sealed class DeploymentRun(Promotion promotion, long version, BoomiPlatform platform, CallScope calls) : LeasedRun(promotion, version, platform, calls)
{
    /// <inheritdoc/>
    public override Actor Actor => Deployment.By;

    /// <inheritdoc/>
    public override string Act => DeploymentExecution.ActionName;

    /// <summary>How far it is.</summary>
    public Deployment Deployment => Promotion.Deployment!;

    /// <summary>The branch.</summary>
    public BranchId Branch => new(Promotion.BranchId);

    /// <summary>The root component in production.</summary>
    public ComponentId Root => new(Promotion.Results.First(result => result.DevComponentId == Promotion.RootComponentId).ProdComponentId);

    /// <summary>Steps that were begun before this engine had the run and whose outcome is not known, with what they were about to do.</summary>
    public Dictionary<string, JournalEntry> InFlight { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The locks that the deployment holds; given back in the commit that ends it, or before.</summary>
    public List<HeldLock> Locks { get; } = [];
}
