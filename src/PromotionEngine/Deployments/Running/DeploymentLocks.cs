using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Failures;
using PromotionEngine.Packages;
using PromotionEngine.Promotions;
using PromotionEngine.State;

namespace PromotionEngine.Deployments.Running;

/// <summary>
/// One merge at a time for an account, one release at a time of a pack, one package at a time of a component. The locks outlast their engine and are held by the promotion: a takeover has them again,
/// and what a promotion left that nothing goes on with any more is taken from it.
/// </summary>
internal sealed class DeploymentLocks(NamedLocks locks, PromotionRecords records, IStateStore store, DeploymentOptions options)
{
    /// <summary>Takes the merge of the production account.</summary>
    /// <exception cref="PromotionFailure">MERGE_TIMEOUT when another promotion is being merged.</exception>
    public async Task TakeMergeAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var name = Merge(run.Primary);
        if (!await TryTakeAsync(run, name, cancellationToken))
        {
            var holder = await locks.HolderAsync(name, cancellationToken);
            throw new PromotionFailure(ErrorCodes.MergeTimeout, $"Promotion {holder} is being merged to main, one at a time. Repeat the deployment when that is done.");
        }
    }

    /// <summary>Takes the release of a pack.</summary>
    /// <exception cref="PromotionFailure"><paramref name="code"/> when another promotion is being released in it.</exception>
    public async Task TakePackAsync(DeploymentRun run, PackChoice pack, string code, CancellationToken cancellationToken)
    {
        var name = Pack(pack.PackId);
        if (!await TryTakeAsync(run, name, cancellationToken))
        {
            var holder = await locks.HolderAsync(name, cancellationToken);
            throw new PromotionFailure(code, $"Promotion {holder} is being released in integration pack {pack.Name} ({pack.PackId}), one at a time. Repeat the deployment when that is done.");
        }
    }

    /// <summary>Takes the packaging of the root, so that two promotions of one component do not choose the same version.</summary>
    /// <exception cref="PromotionFailure"><paramref name="code"/> when another promotion packages it.</exception>
    public async Task TakePackagingAsync(DeploymentRun run, string code, CancellationToken cancellationToken)
    {
        var name = Packaging(run);
        if (!await TryTakeAsync(run, name, cancellationToken))
        {
            var holder = await locks.HolderAsync(name, cancellationToken);
            throw new PromotionFailure(code, $"Promotion {holder} is making a package of component {run.Root}, one at a time. Repeat the deployment when that is done.");
        }
    }

    /// <summary>Finds the locks that the promotion held when its engine died.</summary>
    public async Task RecallAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        string[] names = [Merge(run.Primary), Packaging(run), .. Enum.GetValues<PackTarget>().Select(target => run.Deployment.WorkOn(target)?.Choice.PackId).OfType<string>().Where(id => id.Length > 0).Select(Pack)];
        foreach (var name in names.Distinct(StringComparer.Ordinal))
        {
            if (await locks.HolderAsync(name, cancellationToken) == run.Promotion.Id.Value
                && await locks.TakeLastingAsync(name, run.Promotion.Id.Value, TimeSpan.Zero, cancellationToken) is { } held)
            {
                run.Locks.Add(held);
            }
        }
    }

    /// <summary>Makes a commit depend on the merge: it is a conflict when that was lost.</summary>
    public static void GuardMerge(DeploymentRun run, Commit commit) => Guard(run, Merge(run.Primary), commit);

    /// <summary>Makes a commit depend on the pack: it is a conflict when that was lost.</summary>
    public static void GuardPack(DeploymentRun run, PackChoice pack, Commit commit) => Guard(run, Pack(pack.PackId), commit);

    /// <summary>Whether the promotion holds the merge, by what the store says.</summary>
    public async Task<bool> HasMergeAsync(DeploymentRun run, CancellationToken cancellationToken) =>
        await locks.HolderAsync(Merge(run.Primary), cancellationToken) == run.Promotion.Id.Value;

    /// <summary>Adds to a commit that the deployment gives back what it holds, the merge excepted when <paramref name="keepMerge"/> is set.</summary>
    public static void Release(DeploymentRun run, Commit commit, bool keepMerge = false)
    {
        foreach (var held in run.Locks.Where(held => !keepMerge || held.Name != Merge(run.Primary)))
        {
            held.Release(commit);
        }
    }

    /// <summary>Gives the merge back before the deployment ends: what follows does not touch main.</summary>
    public static Task ReleaseMergeAsync(DeploymentRun run, CancellationToken cancellationToken) => ReleaseAsync(run, Merge(run.Primary), cancellationToken);

    /// <summary>Gives the packaging back as soon as the package is there.</summary>
    public static Task ReleasePackagingAsync(DeploymentRun run, CancellationToken cancellationToken) => ReleaseAsync(run, Packaging(run), cancellationToken);

    private static void Guard(DeploymentRun run, string name, Commit commit) => run.Locks.Find(held => held.Name == name)?.Guard(commit);

    private static async Task ReleaseAsync(DeploymentRun run, string name, CancellationToken cancellationToken)
    {
        if (run.Locks.Find(held => held.Name == name) is { } held)
        {
            run.Locks.Remove(held);
            await held.ReleaseAsync(cancellationToken);
        }
    }

    private async Task<bool> TryTakeAsync(DeploymentRun run, string name, CancellationToken cancellationToken)
    {
        if (run.Locks.Exists(held => held.Name == name))
        {
            return true;
        }

        var owner = run.Promotion.Id.Value;
        var held = await locks.TakeLastingAsync(name, owner, TimeSpan.Zero, cancellationToken);
        if (held is null)
        {
            await TakeFromTheDeadAsync(run.Platform, run.Primary, name, cancellationToken);
            held = await locks.TakeLastingAsync(name, owner, options.LockPatience, cancellationToken);
        }

        if (held is not null)
        {
            run.Locks.Add(held);
        }

        return held is not null;
    }

    // Of a promotion that nothing goes on with. A merge that the platform was told to do and may still be doing keeps its lock.
    private async Task TakeFromTheDeadAsync(BoomiPlatform platform, AccountId primary, string name, CancellationToken cancellationToken)
    {
        if (await locks.FindLastingAsync(name, cancellationToken) is not { } left)
        {
            return;
        }

        var holder = new PromotionId(left.Owner);
        var stored = await records.GetAsync(holder, cancellationToken);
        var promotion = stored?.Promotion;
        if (promotion is { HasRun: true } || (promotion?.Merge is { Progress: MergeProgress.Merging } merge && await IsMergingAsync(platform, primary, merge, cancellationToken)))
        {
            return;
        }

        // Who deploys the holder again meanwhile finds the lock held by it, and keeps it.
        var commit = new Commit().Expect(PromotionRecords.KeyOf(holder), stored?.Version ?? 0);
        left.Release(commit);
        var outcome = await store.CommitAsync(commit, cancellationToken);
        if (outcome.Status != CommitStatus.Conflict)
        {
            outcome.OrThrow();
        }
    }

    private static async Task<bool> IsMergingAsync(BoomiPlatform platform, AccountId primary, BranchMerge merge, CancellationToken cancellationToken) =>
        (await platform.Merges.FindAsync(primary, new MergeRequestId(merge.RequestId), cancellationToken))?.Stage == MergeStage.Merging;

    private static string Merge(AccountId account) => $"merge:{account}";

    private static string Packaging(DeploymentRun run) => $"package:{run.Root}";

    private static string Pack(string id) => $"pack:{id}";
}
