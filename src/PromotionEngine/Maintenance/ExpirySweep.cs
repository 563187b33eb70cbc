using Contract.Errors;
using PromotionEngine.Audit;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Diffs;
using PromotionEngine.Failures;
using PromotionEngine.Notifications;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Lifecycle;
using PromotionEngine.Promotions.Running;
using PromotionEngine.State;

namespace PromotionEngine.Maintenance;

/// <summary>
/// Ends promotions that nobody goes on with, so that their branches are free: their people are warned first, and at least a day later the promotion ends.
/// By the store's clock, so that no engine's clock ends one early.
/// </summary>
internal sealed class ExpirySweep(
    IStateStore store, PromotionRecords records, PromotionStatuses statuses, PromotionTransitions transitions, BranchRemoval removal, DiffKeeping diffs, PlatformClient client, ExpiryPolicy policy)
{
    private const int PerRound = 50;
    private static readonly Actor Sweep = new("stale-branch sweep");

    /// <summary>Looks at every live promotion that is old enough to expire; warns and ends up to fifty, and no more than a round may make calls of the platform for.</summary>
    public async Task<WorkReport> SweepAsync(bool dryRun, CancellationToken cancellationToken)
    {
        var report = new WorkReport();
        var now = await store.NowAsync(cancellationToken);
        var batch = await ReadOldAsync(now, cancellationToken);
        report.LeaveAlone(batch.Unreadable);
        var live = await WithKnownProductionAsync(batch, cancellationToken);
        var left = 0;
        var calls = new RoundCalls(client);
        var production = await statuses.FindAsync([.. live.Select(promotion => promotion.BranchPassedTo).OfType<PromotionId>()], cancellationToken);
        foreach (var promotion in live.OrderBy(promotion => promotion.InStatusSince))
        {
            report.Examined++;
            PromotionStatus? made = promotion.BranchPassedTo is { } id && production.TryGetValue(id, out var status) ? status : null;
            var step = policy.StepFor(promotion, made, now);
            if (step == ExpiryStep.None)
            {
                continue;
            }

            if (report.Changed >= PerRound || (!dryRun && step == ExpiryStep.End && !calls.MayBegin(await CallsForAsync(calls.Platform, promotion, cancellationToken))))
            {
                left++;
            }
            else if (dryRun)
            {
                report.Change($"{Name(promotion)} {(step == ExpiryStep.Warn ? "is about to expire; its people would be warned" : "would be ended as expired")}.");
            }
            else
            {
                await DoAsync(report, calls.Platform, promotion, step, now, cancellationToken);
            }
        }

        if (left > 0)
        {
            report.Note($"{left} more are left for the next rounds.");
        }

        return report;
    }

    // What was started since is in its status for less than that: among thousands that wait, the few old ones are read.
    private async Task<PromotionBatch> ReadOldAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var readable = new List<StoredPromotion>();
        var unreadable = new List<UnreadablePromotion>();
        foreach (var (status, patience) in policy.Patience)
        {
            var old = await records.ReadByStatusAsync(status, new IndexRange(Max: StateClock.Score(now - patience)), cancellationToken);
            readable.AddRange(old.Readable);
            unreadable.AddRange(old.Unreadable);
        }

        return new PromotionBatch(readable, unreadable);
    }

    // Whether a tested promotion is done with depends on the one that was made from it: where that cannot be read, the tested one waits too.
    private async Task<IReadOnlyList<Promotion>> WithKnownProductionAsync(PromotionBatch live, CancellationToken cancellationToken)
    {
        var made = live.Promotions.Select(promotion => promotion.BranchPassedTo).OfType<PromotionId>().ToList();
        var unknown = (await records.ReadManyAsync(made, cancellationToken)).Unreadable.Select(promotion => (PromotionId?)promotion.Id).ToHashSet();
        return [.. live.Promotions.Where(promotion => promotion.BranchPassedTo is null || !unknown.Contains(promotion.BranchPassedTo))];
    }

    // The branch is looked for by its name where nobody learnt its ID, and goes when it has been copied.
    private async Task<int> CallsForAsync(BoomiPlatform boomi, Promotion promotion, CancellationToken cancellationToken) => promotion switch
    {
        { HoldsItsBranch: false } => 0,
        { BranchId.Length: 0 } => 2,
        _ => 1 + await diffs.CallsForAsync(boomi, promotion, cancellationToken),
    };

    private async Task DoAsync(WorkReport report, BoomiPlatform boomi, Promotion promotion, ExpiryStep step, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            if (step == ExpiryStep.Warn)
            {
                await WarnAsync(promotion, now, cancellationToken);
                report.Change($"The people of {Name(promotion)} were warned that it is about to expire.");
            }
            else
            {
                await EndAsync(report, boomi, promotion, now, cancellationToken);
            }
        }
        catch (PromotionFailure)
        {
            // Somebody went on with it since it was read: it has time again.
            report.Note($"{Name(promotion)} moved on and is left alone.");
        }
    }

    private Task WarnAsync(Promotion promotion, DateTimeOffset now, CancellationToken cancellationToken) => transitions.CommitAsync(
        promotion.Id,
        Sweep,
        "warnOfExpiry",
        current => PromotionLifecycle.WarnOfExpiry(Unmoved(promotion, current), now),
        MailEvent.AboutToExpire,
        cancellationToken);

    private async Task EndAsync(WorkReport report, BoomiPlatform boomi, Promotion promotion, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (_, ended) = await transitions.CommitAsync(
            promotion.Id,
            Sweep,
            "expire",
            async current => PromotionLifecycle.Expire(Unmoved(promotion, current), await MadeFromAsync(current, cancellationToken), now),
            MailEvent.Expired,
            answer: null,
            cancellationToken);
        var isGone = await removal.RemoveAsync(boomi, ended.Promotion, cancellationToken);
        report.Change($"{Name(promotion)} expired and is {ended.Promotion.Status.Word()}.{(isGone ? string.Empty : " Its branch could not be deleted yet.")}");
    }

    private async Task<Promotion?> MadeFromAsync(Promotion promotion, CancellationToken cancellationToken) =>
        promotion.BranchPassedTo is { } made ? (await records.GetAsync(made, cancellationToken))?.Promotion : null;

    // What was due is due only while it is in the status that it was read in.
    private static Promotion Unmoved(Promotion read, Promotion current) => current.Status == read.Status && current.InStatusSince == read.InStatusSince
        ? current
        : throw new PromotionFailure(ErrorCodes.InvalidPromotionStatus, $"Promotion {read.Id} moved on.");

    private static string Name(Promotion promotion) => $"Promotion {promotion.Id} of {promotion.ProcessName} ({promotion.Status.Word()} since {WireInstant.Format(promotion.InStatusSince)})";
}
