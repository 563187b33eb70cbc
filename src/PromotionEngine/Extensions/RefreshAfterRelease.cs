using PromotionEngine.Boomi.Platform;
using PromotionEngine.Deployments.Running;
using PromotionEngine.Promotions;

namespace PromotionEngine.Extensions;

/// <summary>After a deployment to production: renews the records of who may edit what, for the client accounts that have the released packs.</summary>
/// <param name="refresh">Rebuilds the records.</param>
internal sealed class RefreshAfterRelease(ExtensionAccessRefresh refresh) : IAfterRelease
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> RunAsync(Promotion promotion, CancellationToken cancellationToken)
    {
        var packs = new[] { promotion.ProductionRelease, promotion.TestRelease }.OfType<PackRelease>().Select(release => release.PackId).ToList();
        var by = promotion.Deployment?.Person.Label ?? promotion.InitiatedBy.Label;
        return refresh.AfterDeploymentAsync(packs, by, new CallScope(CallLane.Run, promotion.Id.Value), cancellationToken);
    }
}
