using PromotionEngine.Boomi.Platform;
using PromotionEngine.Notifications;
using PromotionEngine.Packages;
using PromotionEngine.Promotions;
using PromotionEngine.State;

namespace PromotionEngine.Deployments;

/// <summary>
/// Asks the platform how releases go on that it has accepted, and keeps the answers with the promotion. When one has ended, initiator and submitter are told:
/// once, in the commit that keeps it, whoever asked first.
/// </summary>
internal sealed class ReleaseTracking(PlatformClient client, PromotionRecords records, PromotionMails mails, TimeProvider time)
{
    /// <summary>The release as the platform has it now; as it is known when that cannot be told.</summary>
    /// <exception cref="PlatformException">The platform cannot be used.</exception>
    public async Task<ReleaseState> AskAsync(CallScope scope, Promotion promotion, TrackedRelease tracked, CancellationToken cancellationToken)
    {
        var progress = await client.In(scope).Releases.FindStateAsync(promotion.ProdAccountId, new ReleaseId(tracked.Release.ReleaseId), cancellationToken);
        return progress switch
        {
            ReleaseProgress.Success => ReleaseState.Complete,
            ReleaseProgress.Error => ReleaseState.Failed,
            ReleaseProgress.Scheduled => ReleaseState.Pending,
            ReleaseProgress.InProgress => ReleaseState.InProgress,
            _ => tracked.Release.State,
        };
    }

    /// <summary>Keeps that the release stands at <paramref name="state"/>, unless that is known, it has ended, or another release took its place.</summary>
    /// <returns>The release as it is kept.</returns>
    public async Task<PackRelease> KeepAsync(PromotionId id, TrackedRelease tracked, ReleaseState state, CancellationToken cancellationToken)
    {
        var kept = tracked.Release;
        await records.ChangeAsync(
            id,
            current =>
            {
                var now = TrackedRelease.Of(current).FirstOrDefault(release => release.IsTest == tracked.IsTest && release.Release.ReleaseId == tracked.Release.ReleaseId);
                if (now is null || !now.IsPending || now.Release.State == state)
                {
                    kept = now?.Release ?? kept;
                    return null;
                }

                kept = now.Release with { State = state, CompletedAt = state is ReleaseState.Complete or ReleaseState.Failed ? time.GetUtcNow() : null };
                return (now with { Release = kept }).In(current) with { UpdatedAt = time.GetUtcNow() };
            },
            cancellationToken,
            (commit, changed) =>
            {
                if (kept.State is ReleaseState.Complete or ReleaseState.Failed && IsWorthAMail(changed, tracked.IsTest))
                {
                    mails.Enqueue(commit, kept.State == ReleaseState.Complete ? MailEvent.ReleaseCompleted : MailEvent.ReleaseFailed, changed, kept);
                }
            });
        return kept;
    }

    // What was cancelled, rejected or taken back is of no interest any more; what is in production is.
    private static bool IsWorthAMail(Promotion promotion, bool isTest) => !promotion.Status.IsTerminal() || promotion.Status == PromotionStatus.Deployed || !isTest;
}
