using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Failures;
using PromotionEngine.Promotions;
using PromotionEngine.State;

namespace PromotionEngine.Diffs;

/// <summary>Answers what a promotion changes in a component: from the platform while its branch is there, from the kept copy afterwards.</summary>
public sealed class DiffQueries(PlatformClient client, PromotionRecords records, PromotionLogs published, PromotionVisibility visibility, KeptDiffs kept)
{
    // An answer is one message; two documents of the largest size would not fit in it.
    private const int LongestAnswer = 10_000_000;

    /// <summary>The diff of one component of a promotion that <paramref name="caller"/> may see.</summary>
    /// <exception cref="PromotionFailure">INVALID_REQUEST, PROMOTION_NOT_FOUND, BRANCH_NOT_FOUND, COMPONENT_NOT_FOUND, or INTERNAL_ERROR for a document that cannot be shown.</exception>
    public async Task<ComponentDiff> FindAsync(Caller caller, DiffRequest request, CancellationToken cancellationToken)
    {
        var promotion = await PromotionAsync(caller, request, cancellationToken);
        var component = ComparedVersion.Of(promotion).FirstOrDefault(candidate => candidate.Id == request.Component)
            ?? throw new PromotionFailure(
                ErrorCodes.ComponentNotFound,
                $"Component {request.Component} is not part of promotion {promotion.Id}. Take its prodComponentId from the promotion's results.");
        try
        {
            var diff = await OnBranchAsync(promotion, component, cancellationToken) ?? await AfterwardsAsync(promotion, component, cancellationToken);
            return diff.BranchXml.Length + diff.MainXml.Length <= LongestAnswer
                ? diff
                : throw new PromotionFailure(ErrorCodes.InternalError, $"Component {component.Id} is too large to be compared here. Compare its versions {diff.BranchVersion} and {diff.MainVersion} in Boomi.");
        }
        catch (ComponentXmlException exception)
        {
            // What cannot be read cannot be masked, and is not shown.
            throw new PromotionFailure(ErrorCodes.InternalError, $"Component {component.Id} cannot be shown: {exception.Message}");
        }
    }

    private async Task<Promotion> PromotionAsync(Caller caller, DiffRequest request, CancellationToken cancellationToken)
    {
        var maySee = await visibility.ForAsync(caller, cancellationToken);
        if (request.Promotion is not { } id)
        {
            var branch = request.Branch ?? throw new PromotionFailure(ErrorCodes.InvalidRequest, "Name the promotion (promotionId) or its branch (branchId).");
            var holders = (await records.ReadLiveAsync(cancellationToken)).Promotions.Where(live => live.BranchId == branch.Value && live.HoldsItsBranch);
            return holders.FirstOrDefault(maySee)
                ?? throw NoBranch($"No promotion that you may see has branch {branch}. When its promotion has ended the branch is gone: ask with promotionId for the copy that was kept.");
        }

        var promotion = (await records.GetAsync(id, cancellationToken))?.Promotion
            ?? (await published.FindAsync([id], cancellationToken)).Select(PublishedPromotion.Read).FirstOrDefault()?.Promotion;
        if (promotion is null || !maySee(promotion))
        {
            throw new PromotionFailure(ErrorCodes.PromotionNotFound, $"There is no promotion {id} that you may see. Check the ID.");
        }

        // What was tested is what is reviewed: the branch, and later the copy, are with the production promotion.
        var holder = promotion.BranchPassedTo is { } production ? (await records.GetAsync(production, cancellationToken))?.Promotion ?? promotion : promotion;

        // A branch that is gone may still be named; one of somebody else may not.
        return request.Branch is not { } named || holder.BranchId.Length == 0 || holder.BranchId == named.Value || holder.Status.IsTerminal()
            ? holder
            : throw NoBranch($"Branch {named} is not that of promotion {id}, which is {holder.BranchId}.");
    }

    // Null when there is no branch any more.
    private async Task<ComponentDiff?> OnBranchAsync(Promotion promotion, ComparedVersion component, CancellationToken cancellationToken)
    {
        if (promotion.BranchId.Length == 0 || promotion.Status.IsTerminal())
        {
            return null;
        }

        var platform = client.In(new CallScope(CallLane.Interactive, promotion.Id.Value));
        var account = promotion.ProdAccountId;
        try
        {
            var onBranch = platform.Components.GetOnBranchManyAsync(account, new BranchId(promotion.BranchId), [component.Id], cancellationToken);
            var onMain = platform.Metadata.CurrentAsync(account, [component.Id], cancellationToken);
            await Task.WhenAll(onBranch, onMain);
            var branch = (await onBranch)[0];
            var mainVersion = (await onMain).FirstOrDefault()?.Version ?? 0;
            var main = mainVersion > 0 ? await platform.Components.GetAsync(account, component.Id, mainVersion, cancellationToken) : null;
            if (branch.Xml is { } xml)
            {
                return DiffSides.Of(component.Id, xml, branch.Version, main, mainVersion);
            }

            // A component of a branch that somebody deleted is an unknown ID to the platform.
            return await platform.Branches.GetAsync(account, new BranchId(promotion.BranchId), cancellationToken) is null
                ? null
                : throw new PromotionFailure(ErrorCodes.ComponentNotFound, $"Component {component.Id} is not visible on branch {promotion.BranchName}: {branch.Error}");
        }
        catch (PlatformException exception) when (exception.Kind == PlatformErrorKind.BranchDeleted)
        {
            return null;
        }
    }

    private async Task<ComponentDiff> AfterwardsAsync(Promotion promotion, ComparedVersion component, CancellationToken cancellationToken)
    {
        if (await kept.FindAsync(promotion.Id, component.Id, cancellationToken) is { } copy)
        {
            return copy;
        }

        if (!component.IsChanged && component.Version > 0)
        {
            // Taken over as main has it: the revision is main's, and main keeps all of its own.
            var platform = client.In(new CallScope(CallLane.Interactive, promotion.Id.Value));
            var same = await platform.Components.GetAsync(promotion.ProdAccountId, component.Id, component.Version, cancellationToken);
            return DiffSides.Of(component.Id, same, component.Version, same, component.Version);
        }

        var leftOut = await kept.LeftOutAsync(promotion.Id, cancellationToken);
        throw NoBranch(leftOut is not null && leftOut.TryGetValue(component.Id.Value, out var reason)
            ? $"The branch of promotion {promotion.Id} is gone, and no copy of component {component.Id} was kept because {reason}."
            : $"The branch of promotion {promotion.Id} is gone, and there is no copy of what it held. Copies are kept for a limited time, and none of failed promotions.");
    }

    private static PromotionFailure NoBranch(string message) => new(ErrorCodes.BranchNotFound, message);
}
