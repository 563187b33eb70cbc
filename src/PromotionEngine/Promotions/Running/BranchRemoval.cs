using Microsoft.Extensions.Logging;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Diffs;
using PromotionEngine.State;

namespace PromotionEngine.Promotions.Running;

/// <summary>
/// Deletes the branch of an ended promotion and gives its slot back, in this order: a slot is free only when the branch is known to be gone. Before that
/// a copy is made of what the promotion changed, unless there is one.
/// </summary>
public sealed partial class BranchRemoval(
    IStateStore store, BranchSlots slots, PromotionRecords promotions, PromotionLogOutbox log, DiffKeeping diffs, ILogger<BranchRemoval> logger)
{
    /// <summary>
    /// Removes the branch of <paramref name="promotion"/>. When the platform cannot be reached the branch and its slot stay, and the sweeps try again.
    /// </summary>
    /// <returns>Whether no branch is left.</returns>
    public async Task<bool> RemoveAsync(BoomiPlatform platform, Promotion promotion, CancellationToken cancellationToken)
    {
        if (!promotion.HoldsItsBranch)
        {
            // It is the production promotion's now, and is called after this one all the same.
            return true;
        }

        try
        {
            // The answer to a creation may have been lost: the name finds a branch whose ID nobody learnt.
            var branch = promotion.BranchId.Length > 0
                ? new BranchId(promotion.BranchId)
                : (await platform.Branches.FindByNameAsync(promotion.ProdAccountId, promotion.BranchName, cancellationToken))?.Id;
            if (branch is { } id)
            {
                await diffs.KeepAsync(platform, promotion, cancellationToken);
                await platform.Branches.DeleteAsync(promotion.ProdAccountId, id, cancellationToken);
            }
        }
        catch (PlatformException exception)
        {
            LogBranchLeft(exception, promotion.Id, promotion.BranchName);
            return false;
        }

        var commit = new Commit();
        slots.Release(commit, promotion.BranchName);
        (await store.CommitAsync(commit, cancellationToken)).OrThrow();
        await ForgetAsync(promotion.Id, cancellationToken);
        return true;
    }

    /// <summary>The branch of the promotion is known to be gone; DataHub is told as well.</summary>
    public async Task ForgetAsync(PromotionId promotion, CancellationToken cancellationToken) => await promotions.ChangeAsync(
        promotion, current => current.BranchId.Length == 0 ? null : current with { BranchId = string.Empty }, cancellationToken, log.Enqueue);

    [LoggerMessage(EventId = 1110, Level = LogLevel.Warning, Message = "Branch {BranchName} of promotion {PromotionId} could not be deleted; its slot stays taken until a sweep succeeds")]
    private partial void LogBranchLeft(Exception exception, PromotionId promotionId, string branchName);
}
