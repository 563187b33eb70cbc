using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Failures;
using PromotionEngine.Packages;

namespace PromotionEngine.Deployments.Running;

/// <summary>
/// Compares what the package froze with what it must hold: of the promotion, the branch's versions for a test, the merged ones for production; of everything
/// else, main's. A difference deletes the package and ends the deployment.
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
        var differences = await DifferencesAsync(run, manifest, cancellationToken);
        if (differences.Count == 0)
        {
            await journal.FinishAsync(run, Step, current => current with { IsPackageChecked = true }, cancellationToken);
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
            $"Package {deployment.MadeVersion} froze something else than it should: {Listing.Of(differences)}. It was deleted; repeat the deployment, and if it happens again look at who changes these components.");
    }

    private static async Task<IReadOnlyList<string>> DifferencesAsync(DeploymentRun run, IReadOnlyList<ComponentVersion> manifest, CancellationToken cancellationToken)
    {
        var expected = Expected(run);
        var others = manifest.Where(entry => !expected.ContainsKey(entry.Id)).ToList();
        var main = (await run.Platform.Metadata.CurrentAsync(run.Primary, [.. others.Select(entry => entry.Id)], cancellationToken)).ToDictionary(row => row.Id);
        var names = run.Promotion.Results.ToDictionary(result => new ComponentId(result.ProdComponentId), result => result.Name);
        var differences = manifest
            .Where(entry => expected.TryGetValue(entry.Id, out var version) && version != entry.Version)
            .Select(entry => $"{names[entry.Id]} ({entry.Id}) version {entry.Version} instead of {expected[entry.Id]}")
            .ToList();
        if (manifest.All(entry => entry.Id != run.Root))
        {
            differences.Add($"{run.Promotion.ProcessName} ({run.Root}) is missing");
        }

        // A branch keeps seeing what main had when it was made; production must be what main has now.
        differences.AddRange(others
            .Where(entry => !main.TryGetValue(entry.Id, out var row) || (run.Deployment.IsTest ? entry.Version > row.Version : entry.Version != row.Version))
            .Select(entry => main.TryGetValue(entry.Id, out var row) ? $"{row.Name} ({entry.Id}) version {entry.Version} instead of main's {row.Version}" : $"{entry.Id}, which main does not have"));
        return differences;
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
