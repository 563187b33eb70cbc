using PromotionEngine.Accounts;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Packages;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Running;
using PromotionEngine.State;

namespace PromotionEngine.Maintenance;

/// <summary>
/// Restores the working copies of live promotions and the branch slots of a store that lost its data, from DataHub and the platform's branches. What
/// cannot be known is reported, never guessed: approvals are given again, and a run that was going on is undone.
/// </summary>
internal sealed class StoreRebuild(
    IStateStore store,
    EpochMarker epoch,
    PromotionRecords records,
    PromotionLogs published,
    PromotionLogOutbox log,
    Outbox outbox,
    RunClaims claims,
    BranchSlots slots,
    WriteJournal journal,
    OvertakenCopies overtaken,
    AuditLog audit,
    PlatformClient client,
    PlatformOptions platform,
    SharedKeyInspection keys,
    TimeProvider time)
{
    private const string Prefix = "promo-";
    private static readonly PromotionStatus[] Live = [.. Enum.GetValues<PromotionStatus>().Where(status => !status.IsTerminal())];

    /// <summary>Rebuilds, and lets the store take writes again as the last thing.</summary>
    public async Task<WorkReport> RebuildAsync(bool dryRun, CancellationToken cancellationToken)
    {
        var report = new WorkReport();
        var state = await epoch.ReadAsync(cancellationToken);
        if (state.Status is EpochStatus.Present or EpochStatus.OtherLayout)
        {
            report.Note(state.Status == EpochStatus.Present ? "The store has its epoch marker; there is nothing to rebuild." : state.Detail);
            return report;
        }

        report.Note(state.Detail);
        await NoteAuditAsync(report, cancellationToken);
        var boomi = client.In(new CallScope(CallLane.Housekeeping));
        var branches = (await boomi.Branches.ListAsync(client.Primary, cancellationToken)).ToLookup(branch => branch.Name, StringComparer.Ordinal);
        await overtaken.SettleAsync(report, branches.ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal), dryRun, cancellationToken);
        var logs = await published.WithStatusAsync(Live, cancellationToken);
        var unpublished = (await outbox.PendingAsync(int.MaxValue, cancellationToken)).Select(entry => entry.Message.RecordKey).ToHashSet(StringComparer.Ordinal);
        var promotions = logs.Select(PublishedPromotion.Read).OfType<PublishedPromotion>().Select(found => found.Promotion).ToList();
        var passed = await PassedBranchesAsync(promotions, cancellationToken);
        foreach (var promotion in promotions.Select(found => found with { BranchPassedTo = passed.TryGetValue(found.Id, out var production) ? production : null }))
        {
            report.Examined++;
            if (unpublished.Contains(PromotionLogOutbox.KeyOf(promotion.Id)) && !await IsOvertakenAsync(promotion, cancellationToken))
            {
                report.Note($"Promotion {promotion.Id} is kept as the store has it: that is newer than what DataHub has.");
                continue;
            }

            if (!await RestoreAsync(report, boomi, promotion, BranchOf(report, promotion, [.. branches[promotion.BranchName]]), dryRun, cancellationToken))
            {
                report.Note("The store was rebuilt by another engine meanwhile, and people may work with it already: nothing more was touched.");
                return report;
            }
        }

        var known = logs.Select(found => found.BranchName).ToHashSet(StringComparer.Ordinal);
        foreach (var name in branches.Select(same => same.Key).Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && !known.Contains(name)))
        {
            report.Fail($"Branch {name} belongs to no live promotion in DataHub. If its promotion is known as ended, the sweep deletes it; else look at it.");
        }

        if (!dryRun)
        {
            await epoch.RestoreAsync(cancellationToken);
            await keys.InspectAsync(cancellationToken);
        }

        return report;
    }

    // A promotion is in progress once, at its beginning: one that is further in DataHub was further, and its run must not begin again.
    private async Task<bool> IsOvertakenAsync(Promotion logged, CancellationToken cancellationToken) =>
        logged.Status != PromotionStatus.InProgress && (await records.GetAsync(logged.Id, cancellationToken))?.Promotion.Status == PromotionStatus.InProgress;

    private async Task NoteAuditAsync(WorkReport report, CancellationToken cancellationToken)
    {
        var page = await audit.QueryAsync(new AuditFilter(), offset: 0, limit: 1, cancellationToken);
        report.Note(page.Records is [var last]
            ? $"The audit's last entry is number {last.Sequence} of {WireInstant.Format(last.Event.At)}. What was done after it stands in the engines' log only (event 7001)."
            : "The audit is empty. What was done stands in the engines' log only (event 7001).");
    }

    // Of several, the one that DataHub knows by its ID.
    private static Branch? BranchOf(WorkReport report, Promotion logged, IReadOnlyList<Branch> named)
    {
        var branch = named.FirstOrDefault(standing => standing.Id.Value == logged.BranchId) ?? named.FirstOrDefault();
        foreach (var other in named.Where(other => other != branch))
        {
            report.Fail($"Branch {other.Id} has the same name {other.Name} as branch {branch!.Id} of promotion {logged.Id}. It was not touched; the sweep deletes it when the promotion has ended.");
        }

        return branch;
    }

    private async Task<bool> RestoreAsync(WorkReport report, BoomiPlatform boomi, Promotion logged, Branch? branch, bool dryRun, CancellationToken cancellationToken)
    {
        var own = logged.HoldsItsBranch ? branch : null;
        var promotion = Knowable(report, logged) with
        {
            RootComponentId = await RootAsync(report, boomi, logged, cancellationToken),
            BranchId = own?.Id.Value ?? string.Empty,
            UpdatedAt = time.GetUtcNow(),
        };
        if (own is null && promotion.HoldsItsBranch && promotion.Status != PromotionStatus.InProgress)
        {
            report.Fail($"Promotion {promotion.Id} is {promotion.Status.Word()}, but its branch {promotion.BranchName} is gone. Withdraw it or cancel its deployment, and promote again.");
        }

        if (!dryRun && !await TrySaveAsync(promotion, own, cancellationToken))
        {
            return false;
        }

        report.Change($"Promotion {promotion.Id} of {promotion.ProcessName} {(dryRun ? "would be" : "was")} restored as {promotion.Status.Word()}.");
        return true;
    }

    // What was submitted from test took the branch with it; the production promotion's record says from which.
    private async Task<Dictionary<PromotionId, PromotionId>> PassedBranchesAsync(IReadOnlyList<Promotion> live, CancellationToken cancellationToken)
    {
        var tested = live.Where(promotion => promotion.Status == PromotionStatus.TestDeployed).Select(promotion => promotion.Id).ToList();
        var made = tested.Count == 0 ? [] : await published.MadeFromAsync(tested, cancellationToken);
        return made.GroupBy(log => new PromotionId(log.Text("testPromotionId"))).ToDictionary(group => group.Key, group => group.First().Id);
    }

    private static Promotion Knowable(WorkReport report, Promotion logged)
    {
        switch (logged.Status)
        {
            case PromotionStatus.PendingPeerReview:
                return logged;
            case PromotionStatus.PendingAdminReview or PromotionStatus.AdminApproved:
                report.Note($"Promotion {logged.Id} was {logged.Status.Word()}. Who approved what cannot be known any more: its review starts again.");
                return logged with { Status = PromotionStatus.PendingPeerReview, PeerDecision = null, AdminDecision = null };
            case PromotionStatus.TestDeploying:
                report.Note($"Promotion {logged.Id} was being deployed to test. How far that had come cannot be known: repeat the deployment.");
                return logged with { Status = PromotionStatus.TestDeployFailed };
            case PromotionStatus.InProgress:
                report.Note($"The run of promotion {logged.Id} lost its journal: it is undone.");
                return logged;
            default:
                report.Note($"Promotion {logged.Id}: the versions of main that it was made from are not in DataHub; a merge must compare everything.");
                return logged;
        }
    }

    private async Task<string> RootAsync(WorkReport report, BoomiPlatform boomi, Promotion logged, CancellationToken cancellationToken)
    {
        try
        {
            if (await boomi.Packages.FindAsync(logged.DevAccountId, new PackageId(logged.DevPackageId), cancellationToken) is { } package)
            {
                return package.ComponentId.Value;
            }
        }
        catch (PlatformException exception)
        {
            report.Note($"Package {logged.DevPackageId} could not be read: {exception.Message}");
        }

        report.Fail($"The root component of promotion {logged.Id} cannot be known: package {logged.DevPackageId} cannot be found. The next promotion of {logged.ProcessName} will not take over from it.");
        return string.Empty;
    }

    // What the store may still hold of it is no newer than what was published, as long as nobody can write: the marker must still be missing. False when it is there.
    private async Task<bool> TrySaveAsync(Promotion promotion, Branch? branch, CancellationToken cancellationToken)
    {
        var present = await records.GetAsync(promotion.Id, cancellationToken);
        var commit = new Commit().WithoutEpoch().Expect(StateKeys.Epoch, 0);

        // An owner that is still awake has a token that was counted from one: a token out of the clock is none that it could have.
        var token = Math.Max(present?.Promotion.LeaseToken ?? 0, time.GetUtcNow().ToUnixTimeMilliseconds()) + 1;
        var saved = promotion with { LeaseToken = token, Lease = null };
        records.Add(commit, saved, present?.Version ?? 0);
        log.Enqueue(commit, saved);
        if (branch is not null && string.Equals(branch.CreatedBy, platform.Login, StringComparison.OrdinalIgnoreCase))
        {
            slots.Restore(commit, new BranchSlot(saved.BranchName, saved.Id, saved.InitiatedAt));
        }

        if (saved.Status != PromotionStatus.InProgress)
        {
            claims.Release(commit, saved.DevAccountId, saved.Id);
            commit.IndexRemove(StateKeys.Leases, saved.Id.Value);
        }
        else
        {
            claims.Restore(commit, saved.DevAccountId, saved.Id);
            journal.BeginUndone(commit, saved, new UndoNote(Contract.Errors.ErrorCodes.InternalError, "The store lost its data while this promotion was running. It was undone; promote again.", saved.Results));
            commit.IndexAdd(StateKeys.Leases, saved.Id.Value, 0);
        }

        var outcome = await store.CommitAsync(commit, cancellationToken);
        return !(outcome.Status == CommitStatus.Conflict && outcome.FailedOn(StateKeys.Epoch)) && outcome.OrThrow().IsCommitted;
    }
}
