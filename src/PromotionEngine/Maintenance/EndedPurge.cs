using PromotionEngine.Promotions;
using PromotionEngine.State;

namespace PromotionEngine.Maintenance;

/// <summary>
/// Removes from the store the working copies and journals of promotions that ended long ago. By the store's clock, so that no engine's clock removes one early;
/// one whose branch is not known to be gone stays, since it is what the sweep goes by.
/// </summary>
internal sealed class EndedPurge(PromotionRecords records, IStateStore store, RetentionOptions options)
{
    private const int PerRound = 200;

    /// <summary>Removes what is due, and adds to <paramref name="report"/> how many that were.</summary>
    public async Task PurgeAsync(WorkReport report, bool dryRun, CancellationToken cancellationToken)
    {
        var endedUntil = await store.NowAsync(cancellationToken) - TimeSpan.FromDays(options.KeepDays);
        var due = await records.ListEndedAsync(endedUntil, PerRound, cancellationToken);
        if (due.Count == 0)
        {
            return;
        }

        var removed = dryRun ? due.Count : (await records.PurgeEndedAsync(endedUntil, PerRound, cancellationToken)).Count;
        report.Note($"{removed} promotions that ended more than {options.KeepDays} days ago {(dryRun ? "would be" : "were")} removed from the store; DataHub keeps their records.");
    }
}
