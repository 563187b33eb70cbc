using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Dependencies;
using PromotionEngine.Failures;
using PromotionEngine.Mappings;
using PromotionEngine.Packages;
using PromotionEngine.Promotions.Running;

namespace PromotionEngine.Promotions;

/// <summary>Reads everything that a run needs and refuses what cannot be promoted. Nothing is written.</summary>
public sealed class PromotionPlanner(DependencyResolver resolver, ProductionLookup production, RestingPromotions resting)
{
    /// <summary>The plan for <paramref name="order"/>.</summary>
    /// <exception cref="PromotionFailure">INVALID_REQUEST when the list does not fit the package.</exception>
    public async Task<PromotionPlan> PlanAsync(BoomiPlatform platform, PromotionOrder order, CancellationToken cancellationToken)
    {
        PromotedListMustHaveNoDuplicates(order);
        var tree = order.Package is { } id
            ? await resolver.ResolveAsync(platform, order.Account, await PackageAsync(platform, order.Account, id, cancellationToken), cancellationToken)
            : await resolver.ResolveAsync(platform, order.Account, await RootByReferencesAsync(platform, order, cancellationToken), packageId: null, cancellationToken);
        RootMustBePackaged(tree);
        TreeMustFit(tree);
        PromotedListMustContainRoot(order, tree);
        PromotedListMustBeClosed(order, tree);
        PromotedListMustBelongToThePackage(order, tree);
        var plan = await WithTargetsAsync(platform, tree, order.IsHotfix, cancellationToken);
        EveryTargetMustHaveOneSource(plan);
        return plan;
    }

    /// <summary>
    /// The plan for a run that was started before: the package fixes what is promoted, <paramref name="note"/> where it goes. Only a run of which no
    /// plan was noted is planned afresh.
    /// </summary>
    internal async Task<PromotionPlan> ResumeAsync(BoomiPlatform platform, Promotion promotion, PlanNote? note, Promotion? superseded, CancellationToken cancellationToken)
    {
        var tree = await resolver.ResolveAsync(
            platform, promotion.DevAccountId, new ComponentId(promotion.RootComponentId), new PackageId(promotion.DevPackageId), cancellationToken);
        if (note is null)
        {
            return await WithTargetsAsync(platform, tree, promotion.IsHotfix, cancellationToken);
        }

        var targets = note.ByComponent();
        if (tree.Nodes.FirstOrDefault(node => !targets.ContainsKey(node.Id)) is { } unknown)
        {
            throw new PromotionFailure(ErrorCodes.PromotionFailed, $"{unknown.Name} ({unknown.Id}) was not part of package {promotion.PackageVersion} when the run began. Promote again.");
        }

        return new PromotionPlan(tree, targets, superseded is null ? null : superseded with { BranchId = note.SupersededBranchId });
    }

    /// <summary>The plan without anything taken over from an earlier promotion, for a platform that refuses a branch of a branch.</summary>
    public async Task<PromotionPlan> FromMainAsync(BoomiPlatform platform, PromotionPlan plan, CancellationToken cancellationToken) =>
        plan with { Targets = await production.FindAsync(platform, plan.Tree, superseded: null, cancellationToken), Superseded = null };

    // A hotfix starts from main and supersedes nothing.
    private async Task<PromotionPlan> WithTargetsAsync(BoomiPlatform platform, DependencyTree tree, bool isHotfix, CancellationToken cancellationToken)
    {
        var superseded = isHotfix ? null : await resting.FindAsync(tree.Account, tree.Root, cancellationToken);
        var targets = await production.FindAsync(platform, tree, superseded, cancellationToken);
        return new PromotionPlan(tree, targets, superseded);
    }

    private static async Task<FrozenPackage> PackageAsync(BoomiPlatform platform, AccountId account, PackageId id, CancellationToken cancellationToken)
    {
        var package = await platform.Packages.FindWithManifestAsync(account, id, cancellationToken);
        return package
            ?? throw Invalid($"devPackageId {id} does not exist in account {account}. Choose a package that listDevPackages lists.");
    }

    // The root is the one listed process that no other listed component refers to.
    private static async Task<ComponentId> RootByReferencesAsync(BoomiPlatform platform, PromotionOrder order, CancellationToken cancellationToken)
    {
        var current = await platform.Metadata.CurrentAsync(order.Account, order.Components, cancellationToken);
        var missing = order.Components.Except(current.Select(component => component.Id)).ToList();
        if (missing.Count > 0)
        {
            throw Invalid($"These components do not exist in account {order.Account}: {Listing.Of(missing)}. List components of that account only.");
        }

        var reads = await platform.Components.GetManyAsync(
            order.Account, [.. current.Select(component => new ComponentVersion(component.Id, component.Version))], cancellationToken);
        var listed = order.Components.Select(component => component.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var referred = reads.SelectMany(read => OthersReferredToBy(read, listed)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var roots = current.Where(component => component.Type == ComponentTypes.Process && !referred.Contains(component.Id.Value)).ToList();
        return roots switch
        {
            [var root] => root.Id,
            [] => throw Invalid("No listed process is the root: every one is used by another listed component, or there is none. Name the package in promotionMetadata.devPackageId."),
            _ => throw Invalid($"Several listed processes could be the root: {Listing.Of(roots.Select(root => root.Id))}. Name the package in promotionMetadata.devPackageId."),
        };
    }

    // A process that calls itself may still be the root, and one that cannot be read is refused later, by its name.
    private static IEnumerable<string> OthersReferredToBy(ComponentRead read, HashSet<string> listed)
    {
        if (read.Xml is null)
        {
            return [];
        }

        try
        {
            var found = ReferenceScanner.Find(ComponentDocument.Parse(read.Xml), listed);
            return found.Where(id => !string.Equals(id, read.Id.Value, StringComparison.OrdinalIgnoreCase));
        }
        catch (ComponentXmlException)
        {
            return [];
        }
    }

    private static void PromotedListMustHaveNoDuplicates(PromotionOrder order)
    {
        var twice = order.Components.CountBy(component => component).Where(pair => pair.Value > 1).Select(pair => pair.Key).ToList();
        if (twice.Count > 0)
        {
            throw Invalid($"components lists {Listing.Of(twice)} more than once. List every component once.");
        }
    }

    private static void RootMustBePackaged(DependencyTree tree)
    {
        if (tree.Package is null)
        {
            throw Invalid($"{tree.RootNode.Name} ({tree.Root}) was never packaged in account {tree.Account}. Package it first: what is promoted is what a package froze.");
        }
    }

    private static void TreeMustFit(DependencyTree tree)
    {
        if (tree.IsPartial)
        {
            throw Invalid($"{tree.RootNode.Name} needs more than {tree.Nodes.Count} components. Split the process, or ask the operator to raise Promotion:MaxComponents.");
        }
    }

    private static void PromotedListMustContainRoot(PromotionOrder order, DependencyTree tree)
    {
        if (!order.Components.Contains(tree.Root))
        {
            throw Invalid($"components does not list the root {tree.RootNode.Name} ({tree.Root}). List everything that resolveDependencies answers.");
        }
    }

    private static void PromotedListMustBeClosed(PromotionOrder order, DependencyTree tree)
    {
        var listed = order.Components.ToHashSet();
        var missing = tree.Nodes.Where(node => !node.IsConnection && !listed.Contains(node.Id)).ToList();
        if (missing.Count > 0)
        {
            throw Invalid($"components is not complete; {tree.RootNode.Name} also needs {Listing.Of(missing.Select(node => $"{node.Name} ({node.Id})"))}. List everything that resolveDependencies answers.");
        }
    }

    private static void PromotedListMustBelongToThePackage(PromotionOrder order, DependencyTree tree)
    {
        var packaged = tree.Nodes.Select(node => node.Id).ToHashSet();
        var foreign = order.Components.Where(component => !packaged.Contains(component)).ToList();
        if (foreign.Count > 0)
        {
            throw Invalid($"These components are not part of package {tree.Package!.PackageVersion} of {tree.RootNode.Name} in account {tree.Account}: {Listing.Of(foreign)}. Take them off the list, or package the process anew.");
        }
    }

    private static void EveryTargetMustHaveOneSource(PromotionPlan plan)
    {
        var shared = plan.Promoted
            .Where(node => plan.Targets[node.Id].ProdComponentId.Length > 0)
            .GroupBy(node => plan.Targets[node.Id].ProdComponentId, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(nodes => nodes.Count() > 1);
        if (shared is not null)
        {
            throw Invalid($"{Listing.Of(shared.Select(node => $"{node.Name} ({node.Id})"))} are all mapped to production component {shared.Key}, where only one of them can stand. Ask an admin to correct the mappings.");
        }
    }

    private static PromotionFailure Invalid(string message) => new(ErrorCodes.InvalidRequest, message);
}
