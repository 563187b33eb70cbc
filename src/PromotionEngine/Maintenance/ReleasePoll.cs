using PromotionEngine.Boomi.Platform;
using PromotionEngine.Deployments;
using PromotionEngine.Promotions;
using PromotionEngine.State;

namespace PromotionEngine.Maintenance;

/// <summary>
/// Asks how the releases go on that the platform accepted and has not completed yet, in turn: whatever is asked for, and whatever becomes of that, gives way to the others
/// in the next round. Some releases never end.
/// </summary>
internal sealed class ReleasePoll(PromotionRecords records, ReleaseTracking tracking)
{
    private const int PerRound = 200;

    /// <summary>Asks for every pending release and keeps what changed; a dry run only asks.</summary>
    public async Task<WorkReport> PollAsync(bool dryRun, CancellationToken cancellationToken)
    {
        var report = new WorkReport();
        var scope = new CallScope(CallLane.Housekeeping);
        var releasing = await records.ReadReleasingAsync(PerRound, cancellationToken);
        report.LeaveAlone(releasing.Unreadable);
        foreach (var left in dryRun ? [] : releasing.Unreadable)
        {
            await records.AskedForReleaseAsync(left.Id, cancellationToken);
        }

        foreach (var promotion in releasing.Promotions)
        {
            if (!dryRun)
            {
                // Before the asking, which may take so long that the round is broken off.
                await records.AskedForReleaseAsync(promotion.Id, cancellationToken);
            }

            foreach (var release in TrackedRelease.Of(promotion).Where(release => release.IsPending))
            {
                report.Examined++;
                try
                {
                    await AskAsync(report, scope, promotion, release, dryRun, cancellationToken);
                }
                catch (PlatformException exception) when (exception.Kind is not (PlatformErrorKind.Busy or PlatformErrorKind.AuthFailed))
                {
                    // One release that cannot be asked for does not keep the others waiting.
                    report.Fail($"{Named(promotion, release)} cannot be asked for: {exception.Message}");
                }
            }
        }

        return report;
    }

    private async Task AskAsync(WorkReport report, CallScope scope, Promotion promotion, TrackedRelease release, bool dryRun, CancellationToken cancellationToken)
    {
        var state = await tracking.AskAsync(scope, promotion, release, cancellationToken);
        if (state == release.Release.State)
        {
            return;
        }

        if (!dryRun)
        {
            state = (await tracking.KeepAsync(promotion.Id, release, state, cancellationToken)).State;
        }

        report.Change($"{Named(promotion, release)} {(dryRun ? "would be noted as" : "is")} {state}.");
    }

    private static string Named(Promotion promotion, TrackedRelease release) =>
        $"Release {release.Release.ReleaseId} of {release.Release.PackName} (promotion {promotion.Id})";
}
