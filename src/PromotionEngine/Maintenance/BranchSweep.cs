using PromotionEngine.Accounts;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Diffs;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Running;
using PromotionEngine.State;

namespace PromotionEngine.Maintenance;

/// <summary>
/// Deletes branches that ended promotions left, on positive evidence only: the exact name of a promotion that is known as ended, and our own user as the
/// branch's creator. What else looks like ours is reported and never touched.
/// </summary>
internal sealed class BranchSweep(
    PlatformClient client, PlatformOptions platform, PromotionRecords records, PromotionLogs published, BranchSlots slots, BranchRemoval removal, DiffKeeping diffs, IStateStore store)
{
    private const string Prefix = "promo-";
    private const string Deleting = "DELETING";
    private const int PerRound = 20;

    /// <summary>Looks at every branch of the primary account; what needs more calls of the platform than a round makes is left for the next.</summary>
    public async Task<WorkReport> SweepAsync(bool dryRun, CancellationToken cancellationToken)
    {
        var report = new WorkReport();
        var calls = new RoundCalls(client);
        var branches = (await calls.Platform.Branches.ListAsync(client.Primary, cancellationToken)).Where(branch => branch.Name.StartsWith(Prefix, StringComparison.Ordinal)).ToList();
        var (inUse, live) = await InUseAsync(report, branches, cancellationToken);
        var ended = await EndedAsync(branches, cancellationToken);
        var orphans = new List<Orphan>();
        foreach (var branch in branches)
        {
            report.Examined++;
            if (inUse.Contains(branch.Name))
            {
                continue;
            }

            if (live.GetValueOrDefault(branch.Id.Value) is { } owner)
            {
                // Whatever promotion it is called after now: work that goes on is on it.
                report.Fail($"Branch {branch.Name} ({branch.Id}) is {owner.BranchName} of promotion {owner.Id}, renamed by somebody else. It was not touched: give it its name back, nothing else finds it by another.");
            }
            else if (!ended.TryGetValue(branch.Name, out var promotion))
            {
                report.Fail($"Branch {branch.Name} ({branch.Id}), created by {branch.CreatedBy}, belongs to no promotion that is known. It was not touched: find out whether it can go, since it takes one of the account's places.");
            }
            else if (!string.Equals(branch.CreatedBy, platform.Login, StringComparison.OrdinalIgnoreCase))
            {
                report.Fail($"Branch {branch.Name} ({branch.Id}) is called like an ended promotion's, but was created by {branch.CreatedBy}. It was not touched: find out whether it can go, since it takes one of the account's places.");
            }
            else if (string.Equals(branch.Stage, Deleting, StringComparison.Ordinal))
            {
                report.Note($"Branch {branch.Name} is being deleted already.");
            }
            else
            {
                orphans.Add(await OrphanAsync(calls.Platform, branch, promotion, cancellationToken));
            }
        }

        await RemoveAsync(report, calls, orphans, dryRun, cancellationToken);
        return report;
    }

    // The cheap first: one whose copy cannot be made holds up none of them.
    private async Task RemoveAsync(WorkReport report, RoundCalls calls, IEnumerable<Orphan> orphans, bool dryRun, CancellationToken cancellationToken)
    {
        foreach (var orphan in orphans.OrderBy(orphan => orphan.Calls))
        {
            if (report.Changed >= PerRound || (!dryRun && !calls.MayBegin(orphan.Calls)))
            {
                report.Note($"Branch {orphan.Branch.Name} is left for the next round.");
            }
            else if (dryRun)
            {
                report.Change($"Branch {orphan.Branch.Name} of ended promotion {orphan.Promotion.Id} would be deleted.");
            }
            else
            {
                await DeleteAsync(report, calls.Platform, orphan, cancellationToken);
            }
        }
    }

    // What only DataHub has tells too little to compare anything, so that no copy is made of it.
    private async Task<Orphan> OrphanAsync(BoomiPlatform boomi, Branch branch, Promotion promotion, CancellationToken cancellationToken)
    {
        var canBeCopied = await records.GetAsync(promotion.Id, cancellationToken) is not null;
        return new Orphan(branch, promotion, canBeCopied, 1 + (canBeCopied ? await diffs.CallsForAsync(boomi, promotion, cancellationToken) : 0));
    }

    // A branch passes from a tested promotion to the one that is reviewed: the slot, and the branch in a live record, tell who has it; by its ID even under another name.
    // So is that of a promotion that another version wrote: who knows what it does with it.
    private async Task<(HashSet<string> Names, Dictionary<string, Promotion> Live)> InUseAsync(WorkReport report, IReadOnlyList<Branch> branches, CancellationToken cancellationToken)
    {
        var taken = await slots.ListAsync(cancellationToken);
        var holders = (await records.ReadManyAsync([.. taken.Select(slot => slot.PromotionId).Distinct()], cancellationToken)).Promotions.Where(holder => !holder.Status.IsTerminal()).Select(holder => holder.Id).ToHashSet();
        var held = taken.Where(slot => holders.Contains(slot.PromotionId)).Select(slot => slot.BranchName).ToHashSet(StringComparer.Ordinal);
        if (branches.All(branch => held.Contains(branch.Name)))
        {
            // As a rule; the live promotions may be thousands.
            return (held, []);
        }

        var batch = await records.ReadLiveAsync(cancellationToken);
        var named = await records.ReadManyAsync(PromotionsNamedBy(branches), cancellationToken);
        var unknown = batch.Unreadable.Concat(named.Unreadable).DistinctBy(promotion => promotion.Id).ToList();
        report.LeaveAlone(unknown);
        var live = batch.Promotions.ToList();
        var ids = live.Select(promotion => promotion.Id).Concat(unknown.Select(promotion => promotion.Id)).ToHashSet();
        var holding = live.Where(promotion => promotion.HoldsItsBranch).ToList();
        HashSet<string> names = [.. taken.Where(slot => ids.Contains(slot.PromotionId)).Select(slot => slot.BranchName), .. holding.Select(promotion => promotion.BranchName), .. unknown.Select(promotion => $"{Prefix}{promotion.Id}")];
        return (names, holding.Where(promotion => promotion.BranchId.Length > 0).DistinctBy(promotion => promotion.BranchId).ToDictionary(promotion => promotion.BranchId, StringComparer.Ordinal));
    }

    // There may be two branches of one name: an answer to a creation was lost, and it is not documented that the platform refuses the second.
    private static List<PromotionId> PromotionsNamedBy(IReadOnlyList<Branch> branches) =>
        [.. branches.Select(branch => new PromotionId(branch.Name[Prefix.Length..])).Where(id => Guid.TryParseExact(id.Value, "D", out _)).Distinct()];

    // The working copy decides; of a promotion that the store has no copy of any more, what DataHub has.
    private async Task<Dictionary<string, Promotion>> EndedAsync(IReadOnlyList<Branch> branches, CancellationToken cancellationToken)
    {
        var ids = PromotionsNamedBy(branches);
        var batch = await records.ReadManyAsync(ids, cancellationToken);
        var working = batch.Promotions.ToList();
        var others = ids.Except(working.Select(promotion => promotion.Id)).Except(batch.Unreadable.Select(promotion => promotion.Id)).ToList();
        var logged = others.Count == 0 ? [] : (await published.FindAsync(others, cancellationToken)).Select(PublishedPromotion.Read).OfType<PublishedPromotion>().Select(log => log.Promotion);
        var holders = await HoldersAsync(working, cancellationToken);
        return working.Concat(logged)
            .Select(promotion => (Name: $"{Prefix}{promotion.Id}", Holder: promotion.BranchPassedTo is { } passed ? holders.GetValueOrDefault(passed) : promotion))
            .Where(branch => branch.Holder is { } holder && holder.Status.IsTerminal())
            .ToDictionary(branch => branch.Name, branch => branch.Holder!, StringComparer.Ordinal);
    }

    // The branch of a tested promotion is called after it, but is the production promotion's that was made from it.
    private async Task<Dictionary<PromotionId, Promotion>> HoldersAsync(IReadOnlyList<Promotion> tested, CancellationToken cancellationToken)
    {
        var ids = tested.Select(promotion => promotion.BranchPassedTo).OfType<PromotionId>().ToList();
        return (await records.ReadManyAsync(ids, cancellationToken)).Promotions.ToDictionary(promotion => promotion.Id);
    }

    private async Task DeleteAsync(WorkReport report, BoomiPlatform boomi, Orphan orphan, CancellationToken cancellationToken)
    {
        var (branch, promotion) = (orphan.Branch, orphan.Promotion);
        try
        {
            if (orphan.CanBeCopied)
            {
                await diffs.KeepAsync(boomi, promotion, cancellationToken);
            }

            await boomi.Branches.DeleteAsync(client.Primary, branch.Id, cancellationToken);
        }
        catch (PlatformException exception)
        {
            report.Fail($"Branch {branch.Name} of ended promotion {promotion.Id} could not be deleted: {exception.Message}");
            return;
        }

        var commit = new Commit();
        slots.Release(commit, branch.Name);
        (await store.CommitAsync(commit, cancellationToken)).OrThrow();
        await removal.ForgetAsync(promotion.Id, cancellationToken);
        report.Change($"Branch {branch.Name} of ended promotion {promotion.Id} was deleted.");
    }

    /// <summary>A branch that shall go.</summary>
    /// <param name="Branch">The branch.</param>
    /// <param name="Promotion">The ended promotion that it was made for.</param>
    /// <param name="CanBeCopied">Whether what the promotion changed can be kept.</param>
    /// <param name="Calls">Calls of the platform that this needs as a rule, the deletion included.</param>
    private sealed record Orphan(Branch Branch, Promotion Promotion, bool CanBeCopied, int Calls);
}
