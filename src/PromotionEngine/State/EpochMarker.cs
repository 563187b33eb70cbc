namespace PromotionEngine.State;

/// <summary>
/// The record without which nothing is written. It is made once, when a store is new, and again when a store that lost its data was rebuilt:
/// an empty store is never mistaken for one in which nothing happened.
/// </summary>
public sealed class EpochMarker(IStateStore store)
{
    /// <summary>Whether the store can be trusted, and why not.</summary>
    public async Task<EpochReport> ReadAsync(CancellationToken cancellationToken)
    {
        var values = await store.GetManyAsync([StateKeys.Epoch, StateKeys.EpochLost], cancellationToken);
        if (values[0] is not null)
        {
            return new EpochReport(EpochStatus.Present, string.Empty);
        }

        if (values[1] is { } lost)
        {
            return new EpochReport(EpochStatus.LostWrites, lost.Value);
        }

        var survey = await store.SurveyAsync(cancellationToken);
        return survey.OtherLayouts.Count > 0
            ? new EpochReport(EpochStatus.OtherLayout, $"The store holds data in layout {string.Join(", ", survey.OtherLayouts)}, which this version does not read. Run the version that wrote it; or, when that is an older one, end all engines and start one with State:MoveLayout.")
            : new EpochReport(EpochStatus.Missing, survey.Keys == 0 ? "The store is empty." : $"The store holds {survey.Keys} keys but no epoch marker.");
    }

    /// <summary>
    /// Makes the marker in a store that is wholly empty of ours, if <paramref name="isFirstStart"/> (the operator's word that nothing ever was in it)
    /// or if the store lives in this process's memory. Otherwise only answers how things are.
    /// </summary>
    public async Task<EpochReport> InitialiseAsync(bool isFirstStart, CancellationToken cancellationToken)
    {
        var report = await ReadAsync(cancellationToken);
        if (report.Status != EpochStatus.Missing || (store.IsShared && !isFirstStart))
        {
            return report;
        }

        if ((await store.SurveyAsync(cancellationToken)).Keys == 0)
        {
            await MakeAsync(cancellationToken);
        }

        // Read again in either case: between the two looks another engine may have made the marker.
        return await ReadAsync(cancellationToken);
    }

    /// <summary>Makes the marker in a store that was rebuilt, whatever it holds. The last step of a rebuild.</summary>
    public Task RestoreAsync(CancellationToken cancellationToken) => MakeAsync(cancellationToken);

    private async Task MakeAsync(CancellationToken cancellationToken)
    {
        var commit = new Commit().WithoutEpoch()
            .Expect(StateKeys.Epoch, 0)
            .Put(StateKeys.Epoch, Guid.NewGuid().ToString("n"))
            .Delete(StateKeys.EpochLost);
        var outcome = await store.CommitAsync(commit, cancellationToken);
        if (outcome.Status != CommitStatus.Conflict)
        {
            // A conflict: another engine made it at the same moment.
            outcome.OrThrow();
        }
    }
}
