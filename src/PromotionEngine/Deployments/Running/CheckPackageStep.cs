using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Failures;
using PromotionEngine.Packages;

namespace PromotionEngine.Deployments.Running;

/// <summary>
/// Compares what the package froze with what it must hold: of the promotion, the branch's versions for a test, the merged ones for production; of everything
/// else, main's; nothing that was promoted may be missing. A difference deletes the package and ends the deployment.
/// </summary>
internal sealed class CheckPackageStep(DeploymentJournal journal) : IDeploymentStep
{
    private const string Step = "manifest";

    /// <inheritdoc/>
    public string Name => "Checking the package";

    /// <inheritdoc/>
    public async Task RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var deployment = run.Deployment;
        if (deployment.IsPackageChecked)
        {
            return;
        }

        var id = new PackageId(deployment.PackageId);
        var manifest = await run.Platform.Packages.ManifestAsync(run.Primary, id, cancellationToken);
        var (moved, others) = await DifferencesAsync(run, manifest, cancellationToken);
        if (others.Count == 0 && (moved.Count == 0 || deployment.IsStaleOverridden))
        {
            await journal.FinishAsync(run, Step, current => Checked(current, moved), cancellationToken);
            return;
        }

        await journal.IntendAsync(run, Step, string.Empty, cancellationToken);
        await DeleteAsync(run, id, cancellationToken);
        await journal.FinishAsync(
            run,
            Step,
            promotion => promotion with { ProdPackageId = string.Empty, Deployment = promotion.Deployment! with { PackageId = string.Empty, MadeVersion = string.Empty } },
            cancellationToken);
        throw new PromotionFailure(
            DeploymentFailures.CodeOf(deployment),
            $"Package {deployment.MadeVersion} froze something else than it should: {Listing.Of([.. moved, .. others])}. It was deleted. {WayOut(others)}");
    }

    private static Deployment Checked(Deployment deployment, IReadOnlyList<string> moved)
    {
        var done = deployment with { IsPackageChecked = true };
        return moved.Count == 0 ? done : done.Warn($"Somebody changed main after the merge, and the package holds that: {Listing.Of(moved)}.");
    }

    private static string WayOut(IReadOnlyList<string> others) => others.Count == 0
        ? "Somebody changed main after the merge: let an admin repeat the deployment with overrideStale after looking at these changes, or promote again."
        : "Repeat the deployment, and if it happens again look at who changes these components.";

    // What main has moved on to since the merge an admin may accept; nothing else.
    private static async Task<(IReadOnlyList<string> Moved, IReadOnlyList<string> Others)> DifferencesAsync(DeploymentRun run, IReadOnlyList<ComponentVersion> manifest, CancellationToken cancellationToken)
    {
        var expected = Expected(run);
        var others = manifest.Where(entry => !expected.ContainsKey(entry.Id)).ToList();
        var wrong = manifest.Where(entry => expected.TryGetValue(entry.Id, out var version) && version != entry.Version).ToList();
        var main = (await run.Platform.Metadata.CurrentAsync(run.Primary, [.. others.Concat(wrong).Select(entry => entry.Id)], cancellationToken)).ToDictionary(row => row.Id);
        var names = run.Promotion.Results.ToDictionary(result => new ComponentId(result.ProdComponentId), result => result.Name);
        var moved = wrong.Where(entry => !run.Deployment.IsTest && main.TryGetValue(entry.Id, out var row) && row.Version == entry.Version && entry.Version > expected[entry.Id]).ToList();
        var differences = wrong.Except(moved)
            .Select(entry => $"{names[entry.Id]} ({entry.Id}) version {entry.Version} instead of {expected[entry.Id]}")
            .ToList();
        var missing = expected.Keys.Except(manifest.Select(entry => entry.Id)).ToList();
        differences.AddRange((await ThatMustBeThereAsync(run, missing, cancellationToken)).Select(id => $"{names[id]} ({id}) is missing"));

        // A branch keeps seeing what main had when it was made; production must be what main has now.
        differences.AddRange(others
            .Where(entry => !main.TryGetValue(entry.Id, out var row) || (run.Deployment.IsTest ? entry.Version > row.Version : entry.Version != row.Version))
            .Select(entry => main.TryGetValue(entry.Id, out var row) ? $"{row.Name} ({entry.Id}) version {entry.Version} instead of main's {row.Version}" : $"{entry.Id}, which main does not have"));
        return ([.. moved.Select(entry => $"{names[entry.Id]} ({entry.Id}) version {entry.Version} by {main[entry.Id].ModifiedBy} instead of {expected[entry.Id]}")], differences);
    }

    // Not everything that a process uses need be packaged with it: what the package of the development account holds, and the root, ours must hold as well.
    private static async Task<IReadOnlyList<ComponentId>> ThatMustBeThereAsync(DeploymentRun run, IReadOnlyList<ComponentId> missing, CancellationToken cancellationToken)
    {
        if (missing.Count == 0)
        {
            return missing;
        }

        var source = await run.Platform.Packages.FindWithManifestAsync(run.Promotion.DevAccountId, new PackageId(run.Promotion.DevPackageId), cancellationToken);
        if (source is null)
        {
            // Nobody can tell any more: a package that cannot be vouched for is not released.
            return missing;
        }

        var packaged = source.Manifest.Select(entry => entry.Id.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var promoted = run.Promotion.Results.Where(result => packaged.Contains(result.DevComponentId)).Select(result => new ComponentId(result.ProdComponentId)).ToHashSet();
        return [.. missing.Where(id => id == run.Root || promoted.Contains(id))];
    }

    private static Dictionary<ComponentId, int> Expected(DeploymentRun run) => run.Deployment.IsTest
        ? run.Promotion.Results.ToDictionary(result => new ComponentId(result.ProdComponentId), result => result.Version)
        : run.Deployment.Merged!.ToDictionary(merged => new ComponentId(merged.ProdComponentId), merged => merged.Version);

    private static async Task DeleteAsync(DeploymentRun run, PackageId id, CancellationToken cancellationToken)
    {
        if (await run.Platform.Packages.FindAsync(run.Primary, id, cancellationToken) is { Deleted: false })
        {
            await run.Platform.Packages.DeleteAsync(run.Primary, id, cancellationToken);
        }
    }
}
