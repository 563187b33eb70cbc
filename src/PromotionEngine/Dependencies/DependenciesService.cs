using Grpc.Core;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Mappings;
using PromotionEngine.Packages;
using PromotionEngine.Promotions;
using PromotionService.V1;

namespace PromotionEngine.Dependencies;

/// <summary>The gRPC face of dependencies.</summary>
public sealed class DependenciesService(
    AccessRules access, DependencyResolver resolver, ProductionLookup production, RestingPromotions resting, PlatformClient client, CallerReader callers)
    : PromotionService.V1.Dependencies.DependenciesBase
{
    /// <inheritdoc/>
    public override async Task<ResolveDependenciesResponse> ResolveDependencies(ResolveDependenciesRequest request, ServerCallContext context)
    {
        var account = await access.RequireAccountAsync(callers.Read(context), new AccountId(request.DevAccountId), context.CancellationToken);
        var platform = client.In(new CallScope(CallLane.Interactive));
        var package = request.DevPackageId.Length > 0 ? new PackageId(request.DevPackageId) : (PackageId?)null;
        var tree = await resolver.ResolveAsync(platform, account.Id, new ComponentId(request.RootComponentId), package, context.CancellationToken);
        var superseded = await resting.FindAsync(account.Id, tree.Root, context.CancellationToken);
        var targets = await production.FindAsync(platform, tree, superseded, context.CancellationToken);
        return new DependencyReport(tree, targets).ToResponse();
    }
}
