using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Failures;
using PromotionEngine.Packages;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Running;

namespace PromotionEngine.Deployments.Running;

/// <summary>
/// Brings a package into a pack and releases the pack, one promotion at a time for each pack. A release lists everything that the pack holds; all others keep
/// the versions that subscribers have.
/// </summary>
internal sealed class PackReleases(DeploymentJournal journal, DeploymentLocks locks, PackHistory history, DeploymentOptions options, TimeProvider time)
{
    private const int Attempts = 3;

    /// <summary>Does what is left to do with the pack of <paramref name="target"/>, which must have been chosen.</summary>
    public async Task ReleaseAsync(DeploymentRun run, PackTarget target, CancellationToken cancellationToken)
    {
        if (run.Deployment.WorkOn(target)!.IsReleased)
        {
            return;
        }

        var code = DeploymentFailures.CodeOf(run.Deployment);
        await EnsurePackAsync(run, target, cancellationToken);
        await locks.TakePackAsync(run, Work().Choice, code, cancellationToken);
        var replaced = await history.ReplacedRootsAsync(run, cancellationToken);
        if (Work().AskedAt is not null)
        {
            // The answer to the release was lost: only the pack can tell, and only the same list may be released again.
            await SettleAsync(run, target, replaced, cancellationToken);
            return;
        }

        for (var attempt = 1; !await TryReleaseAsync(run, target, replaced, code, cancellationToken); attempt++)
        {
            if (attempt == Attempts)
            {
                throw new PromotionFailure(code, $"Integration pack {Work().Choice.Name} was edited by somebody else each time it was about to be released. Repeat the deployment when that has ended.");
            }
        }

        PackWork Work() => run.Deployment.WorkOn(target)!;
    }

    /// <summary>Fails early when somebody else is changing the pack: nothing was done yet that would have to be gone on with.</summary>
    public async Task RequireQuietAsync(DeploymentRun run, PackTarget target, CancellationToken cancellationToken)
    {
        if (run.Deployment.WorkOn(target) is { IsReleased: false, AskedAt: null, Choice.PackId.Length: > 0 } work)
        {
            var pack = await ReadAsync(run, work, cancellationToken);
            var replaced = await history.ReplacedRootsAsync(run, cancellationToken);
            var left = await history.LeftPendingAsync(pack, cancellationToken);
            PackContents.Next(pack, new PackVersion(run.Root.Value, string.Empty), replaced, PendingByUs(run, work, pack), left, DeploymentFailures.CodeOf(run.Deployment));
        }
    }

    private async Task EnsurePackAsync(DeploymentRun run, PackTarget target, CancellationToken cancellationToken)
    {
        var choice = run.Deployment.WorkOn(target)!.Choice;
        if (choice.PackId.Length > 0)
        {
            return;
        }

        // A pack of that name was refused before the first attempt began: one that is there by now is ours, also when the answer to its creation was lost.
        var step = Step("create", target);
        var made = (await run.Platform.PublisherPacks.FindByNameAsync(run.Primary, choice.Name, cancellationToken)).FirstOrDefault();
        if (made is null)
        {
            await journal.IntendAsync(run, step, choice.Name, cancellationToken);
            made = await run.Platform.PublisherPacks.CreateAsync(run.Primary, new NewPack(choice.Name, choice.Description), cancellationToken);
        }

        await ChangeAsync(run, target, step, work => work with { Choice = choice with { PackId = made.Id.Value } }, cancellationToken);
    }

    // False when somebody changed the pack between our two looks at it.
    private async Task<bool> TryReleaseAsync(DeploymentRun run, PackTarget target, IReadOnlySet<string> replaced, string code, CancellationToken cancellationToken)
    {
        var work = run.Deployment.WorkOn(target)!;
        var ours = Ours(run);
        var pack = await ReadAsync(run, work, cancellationToken);
        var content = PackContents.Next(pack, ours, replaced, PendingByUs(run, work, pack), await history.LeftPendingAsync(pack, cancellationToken), code);
        var taken = await ListAsync(run, target, pack.Pack, [.. content.Select(version => new ComponentId(version.ComponentId))], cancellationToken);
        await ListedAsync(run, target, taken, current => current with { Content = content, Former = PackContents.Released(pack) }, cancellationToken);
        if (!PackContents.Fits(await ReadAsync(run, work, cancellationToken), content, ours.ComponentId, replaced, PackContents.PendingOfOthers(taken, ours.ComponentId)))
        {
            return false;
        }

        await AskAsync(run, target, replaced, isRepeat: false, cancellationToken);
        return true;
    }

    // Noted before: the platform may make other components pending when it takes the list, and whoever takes over must know that nobody else did.
    private async Task<PublisherPack> ListAsync(
        DeploymentRun run, PackTarget target, IntegrationPack pack, IReadOnlyList<ComponentId> components, CancellationToken cancellationToken)
    {
        await journal.IntendAsync(
            run,
            ContentStep(target),
            pack.Id.Value,
            promotion => promotion with { Deployment = promotion.Deployment!.With(target, promotion.Deployment.WorkOn(target)! with { IsListing = true }) },
            cancellationToken);
        try
        {
            return await run.Platform.PublisherPacks.SetContentAsync(run.Primary, pack, components, cancellationToken);
        }
        catch (PlatformException exception) when (!IsUnsettled(exception))
        {
            await ChangeAsync(run, target, ContentStep(target), current => current with { IsListing = false }, cancellationToken);
            throw;
        }
    }

    private Task ListedAsync(DeploymentRun run, PackTarget target, PublisherPack taken, Func<PackWork, PackWork> change, CancellationToken cancellationToken) => ChangeAsync(
        run,
        target,
        ContentStep(target),
        current => change(current) with { PendingByUs = PackContents.PendingOfOthers(taken, run.Root.Value), IsListing = false },
        cancellationToken);

    private static IReadOnlyList<PackVersion> PendingByUs(DeploymentRun run, PackWork work, PublisherPack pack) =>
        work.IsListing ? PackContents.PendingOfOthers(pack, run.Root.Value) : work.PendingByUs;

    private async Task AskAsync(DeploymentRun run, PackTarget target, IReadOnlySet<string> replaced, bool isRepeat, CancellationToken cancellationToken)
    {
        var work = run.Deployment.WorkOn(target)!;
        var asked = work with { AskedAt = time.GetUtcNow() };
        var isOurs = await journal.IntendAsync(
            run,
            Step("release", target),
            work.Choice.PackId,
            promotion => promotion with { Deployment = promotion.Deployment!.With(target, asked) },
            cancellationToken,
            commit => DeploymentLocks.GuardPack(run, work.Choice, commit));
        if (!isOurs)
        {
            throw new PromotionFailure(
                DeploymentFailures.CodeOf(run.Deployment), $"Another promotion was given integration pack {work.Choice.Name} ({work.Choice.PackId}), one at a time. Repeat the deployment when that is done.");
        }

        AcceptedRelease release;
        try
        {
            release = await run.Platform.Releases.CreateAsync(run.Primary, PackOf(work), PackContents.ToRelease(work.Content!), cancellationToken);
        }
        catch (PlatformException exception) when (IsUnsettled(exception) && !isRepeat)
        {
            await SettleAsync(run, target, replaced, cancellationToken);
            return;
        }
        catch (PlatformException exception) when (!IsUnsettled(exception))
        {
            // Refused, or not even looked at: nothing was released.
            await ForgetAsync(run, target, cancellationToken);
            await TakeBackAsync(run, target, work, cancellationToken);
            throw;
        }

        await AcceptedAsync(run, target, release.Id.Value, cancellationToken);
    }

    // The pack is watched until our version shows. When it never does, the identical list is released again, unless that would undo what others did since.
    private async Task SettleAsync(DeploymentRun run, PackTarget target, IReadOnlySet<string> replaced, CancellationToken cancellationToken)
    {
        var work = run.Deployment.WorkOn(target)!;
        var backOff = new BackOff(time, options.LostReleaseTimeout - (time.GetUtcNow() - work.AskedAt!.Value));
        PublisherPack pack;
        do
        {
            pack = await ReadAsync(run, work, cancellationToken);
            if (PackContents.Shows(pack, Ours(run)))
            {
                await AcceptedAsync(run, target, string.Empty, cancellationToken);
                return;
            }
        }
        while (await backOff.WaitAsync(cancellationToken));

        var since = PackContents.ReleasedSince(pack, work.Former ?? work.Content!);
        if (since.Count > 0 || !PackContents.Fits(pack, work.Content!, run.Root.Value, replaced, work.PendingByUs))
        {
            await ForgetAsync(run, target, cancellationToken);
            throw new PromotionFailure(
                DeploymentFailures.CodeOf(run.Deployment),
                $"Boomi did not answer the release of integration pack {work.Choice.Name}, and the pack was changed since: {(since.Count > 0 ? Listing.Of(since) : "what it holds was edited")}. Look at that, then repeat the deployment: it releases the pack as it is by then.");
        }

        await AskAsync(run, target, replaced, isRepeat: true, cancellationToken);
    }

    // A platform that is busy does not act; once it was for so long, what it did is looked at all the same.
    private static bool IsUnsettled(PlatformException exception) => exception.Kind is PlatformErrorKind.Unclear or PlatformErrorKind.Busy;

    private Task ForgetAsync(DeploymentRun run, PackTarget target, CancellationToken cancellationToken) =>
        ChangeAsync(run, target, Step("release", target), current => current with { AskedAt = null, Content = null }, cancellationToken);

    // What was made pending for the release must not stand in the way of others. Where the platform keeps it, the next deployment is told whose it is.
    private async Task TakeBackAsync(DeploymentRun run, PackTarget target, PackWork work, CancellationToken cancellationToken)
    {
        if (work.Former is not { } former)
        {
            return;
        }

        try
        {
            var pack = await run.Platform.PublisherPacks.FindAsync(run.Primary, new IntegrationPackId(work.Choice.PackId), cancellationToken);
            var taken = await ListAsync(run, target, PackOf(work), PackContents.Without(pack?.Entries ?? [], run.Root, former), cancellationToken);
            await ListedAsync(run, target, taken, current => current, cancellationToken);
        }
        catch (PlatformException)
        {
            // The release was refused: that is what the caller is told.
        }
    }

    private static IntegrationPack PackOf(PackWork work) => new(new IntegrationPackId(work.Choice.PackId), work.Choice.Name, work.Choice.Description, InstallationType.Multi);

    private Task AcceptedAsync(DeploymentRun run, PackTarget target, string releaseId, CancellationToken cancellationToken)
    {
        var choice = run.Deployment.WorkOn(target)!.Choice;
        var release = new PackRelease(choice.PackId, choice.Name)
        {
            ReleaseId = releaseId,
            ReleaseVersion = run.Deployment.MadeVersion,
            State = releaseId.Length > 0 ? ReleaseState.Pending : ReleaseState.Complete,
            StartedAt = time.GetUtcNow(),
            CompletedAt = releaseId.Length > 0 ? null : time.GetUtcNow(),
        };
        return journal.FinishAsync(
            run,
            Step("release", target),
            promotion =>
            {
                var deployment = promotion.Deployment!.With(target, promotion.Deployment.WorkOn(target)! with { IsReleased = true });
                deployment = releaseId.Length > 0 ? deployment : deployment.Warn($"Boomi did not answer the release of {choice.Name}; the pack shows version {deployment.MadeVersion}, but the release has no ID by which its progress could be asked for.");
                return target == PackTarget.Test
                    ? promotion with { Deployment = deployment, TestRelease = release }
                    : promotion with { Deployment = deployment, ProductionRelease = release };
            },
            cancellationToken);
    }

    private static async Task<PublisherPack> ReadAsync(DeploymentRun run, PackWork work, CancellationToken cancellationToken) =>
        await run.Platform.PublisherPacks.FindAsync(run.Primary, new IntegrationPackId(work.Choice.PackId), cancellationToken)
        ?? throw new PromotionFailure(
            DeploymentFailures.CodeOf(run.Deployment), $"Integration pack {work.Choice.Name} ({work.Choice.PackId}) does not exist any more. Repeat the deployment with another pack.");

    private Task ChangeAsync(DeploymentRun run, PackTarget target, string step, Func<PackWork, PackWork> change, CancellationToken cancellationToken) =>
        journal.FinishAsync(run, step, deployment => deployment.With(target, change(deployment.WorkOn(target)!)), cancellationToken);

    private static PackVersion Ours(DeploymentRun run) => new(run.Root.Value, run.Deployment.MadeVersion);

    private static string ContentStep(PackTarget target) => Step("content", target);

    private static string Step(string what, PackTarget target) => $"{what}-{(target == PackTarget.Test ? "test" : "production")}";
}
