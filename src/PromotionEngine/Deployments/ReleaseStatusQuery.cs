using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Failures;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Lifecycle;
using PromotionEngine.State;
using PromotionService.V1;

namespace PromotionEngine.Deployments;

/// <summary>Says where the releases of a promotion stand. Of one that has ended, what is known; of the others the platform is asked.</summary>
internal sealed class ReleaseStatusQuery(PromotionRecords records, PromotionLogs published, PromotionVisibility visibility, ReleaseTracking tracking)
{
    /// <summary>The releases of promotion <paramref name="id"/> that <paramref name="caller"/> asks for.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="id">The promotion.</param>
    /// <param name="type">TEST, PRODUCTION or ALL.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="PromotionFailure">PROMOTION_NOT_FOUND or RELEASE_NOT_FOUND.</exception>
    public async Task<IReadOnlyList<Release>> FindAsync(Caller caller, PromotionId id, string type, CancellationToken cancellationToken)
    {
        var working = (await records.GetAsync(id, cancellationToken))?.Promotion;
        var promotion = working ?? (await published.FindAsync([id], cancellationToken)).Select(log => PublishedPromotion.Read(log)?.Promotion).FirstOrDefault();
        if (promotion is null || !(await visibility.ForAsync(caller, cancellationToken))(promotion))
        {
            throw PromotionTransitions.NotFound(id);
        }

        var releases = TrackedRelease.Of(promotion).Where(release => type switch { "TEST" => release.IsTest, "PRODUCTION" => !release.IsTest, _ => true }).ToList();
        if (releases.Count == 0)
        {
            throw new PromotionFailure(ErrorCodes.ReleaseNotFound, $"Promotion {id} is {promotion.Status.Word()} and has no {(type == "ALL" ? string.Empty : $"{type} ")}release whose progress could be asked for.");
        }

        var scope = new CallScope(CallLane.Interactive, id.Value);
        var rows = new List<Release>();
        foreach (var release in releases)
        {
            rows.Add(ToMessage(release with { Release = await NowAsync(scope, promotion, release, isKept: working is not null, cancellationToken) }));
        }

        return rows;
    }

    private async Task<PackRelease> NowAsync(CallScope scope, Promotion promotion, TrackedRelease release, bool isKept, CancellationToken cancellationToken)
    {
        if (!release.IsPending)
        {
            return release.Release;
        }

        var state = await tracking.AskAsync(scope, promotion, release, cancellationToken);
        return isKept ? await tracking.KeepAsync(promotion.Id, release, state, cancellationToken) : release.Release with { State = state };
    }

    private static Release ToMessage(TrackedRelease release) => new()
    {
        ReleaseId = release.Release.ReleaseId,
        ReleaseType = release.IsTest ? "TEST" : "PRODUCTION",
        IntegrationPackName = release.Release.PackName,
        Status = release.Release.State switch
        {
            ReleaseState.Complete => "COMPLETE",
            ReleaseState.Failed => "FAILED",
            ReleaseState.InProgress => "IN_PROGRESS",
            _ => "PENDING",
        },
        StartTime = WireInstant.Format(release.Release.StartedAt),
        CompletionTime = WireInstant.Format(release.Release.CompletedAt),
    };
}
