using System.Globalization;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Failures;
using PromotionEngine.Packages;
using PromotionEngine.State;

namespace PromotionEngine.Deployments.Running;

/// <summary>
/// Makes the package: for a test from the branch, as version <c>{version}-test.{n}</c> with the next free number, for production from main as the version itself.
/// </summary>
internal sealed class MakePackageStep(DeploymentJournal journal, DeploymentLocks locks, PlatformOptions platform) : IDeploymentStep
{
    private const string Step = "package";

    /// <inheritdoc/>
    public string Name => "Packaging";

    /// <inheritdoc/>
    public async Task RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        if (run.Deployment.PackageId.Length == 0)
        {
            await locks.TakePackagingAsync(run, DeploymentFailures.CodeOf(run.Deployment), cancellationToken);
            await PackageAsync(run, cancellationToken);
        }

        await DeploymentLocks.ReleasePackagingAsync(run, cancellationToken);
    }

    private async Task PackageAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var present = await run.Platform.Packages.ListOfComponentAsync(run.Primary, run.Root, cancellationToken);
        var intent = await IntentAsync(run, cancellationToken);
        var package = intent is not null && present.FirstOrDefault(candidate => IsOurs(run, candidate, intent)) is { } made
            ? made
            : await CreateAsync(run, present, cancellationToken);
        await journal.FinishAsync(
            run,
            Step,
            promotion => promotion with
            {
                ProdPackageId = package.Id.Value,
                Deployment = promotion.Deployment! with { PackageId = package.Id.Value, MadeVersion = package.PackageVersion },
            },
            cancellationToken);
    }

    // What an earlier attempt may have made is told from others' packages by the branch; of production, where there is none, only this attempt's is known to be ours.
    private async Task<JournalEntry?> IntentAsync(DeploymentRun run, CancellationToken cancellationToken) => run.Deployment.IsTest
        ? await journal.FindLostAsync(run, Step, cancellationToken) is { } lost && lost.Detail.StartsWith(TestPrefix(run), StringComparison.Ordinal) ? lost : null
        : run.InFlight.GetValueOrDefault(Step);

    private async Task<PackagedComponent> CreateAsync(DeploymentRun run, IReadOnlyList<PackagedComponent> present, CancellationToken cancellationToken)
    {
        var version = VersionFor(run, present);
        await journal.IntendAsync(run, Step, version, cancellationToken);
        var notes = run.Promotion.DeploymentNotes.Length > 0 ? run.Promotion.DeploymentNotes : $"Promotion {run.Promotion.Id}";
        return await run.Platform.Packages.CreateAsync(
            run.Primary, new NewPackage(run.Root, version, notes, Shareable: true, run.Deployment.IsTest ? run.Promotion.BranchName : string.Empty), cancellationToken);
    }

    private static string VersionFor(DeploymentRun run, IReadOnlyList<PackagedComponent> present)
    {
        var version = run.Deployment.PackageVersion;
        if (run.Deployment.IsTest)
        {
            var prefix = TestPrefix(run);
            var highest = present
                .Where(package => package.PackageVersion.StartsWith(prefix, StringComparison.Ordinal))
                .Select(package => int.TryParse(package.PackageVersion.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
                .DefaultIfEmpty()
                .Max();
            return string.Create(CultureInfo.InvariantCulture, $"{prefix}{highest + 1}");
        }

        return present.All(package => package.PackageVersion != version)
            ? version
            : throw Failed(run, $"Component {run.Root} has a package of version {version} already. Repeat the deployment with another packageVersion.");
    }

    private static string TestPrefix(DeploymentRun run) => $"{run.Deployment.PackageVersion}-test.";

    private bool IsOurs(DeploymentRun run, PackagedComponent package, JournalEntry intent) =>
        string.Equals(package.PackageVersion, intent.Detail, StringComparison.Ordinal)
        && string.Equals(package.CreatedBy, platform.Login, StringComparison.OrdinalIgnoreCase)
        && package.CreatedDate >= intent.At - ClockSkew.Tolerated
        && (package.BranchName == run.Promotion.BranchName) == run.Deployment.IsTest;

    private static PromotionFailure Failed(DeploymentRun run, string message) => new(DeploymentFailures.CodeOf(run.Deployment), message);
}
