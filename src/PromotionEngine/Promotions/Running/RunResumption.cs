using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Dependencies;
using PromotionEngine.Failures;
using PromotionEngine.Mappings;
using PromotionEngine.State;

namespace PromotionEngine.Promotions.Running;

/// <summary>Makes a run that was taken over ready to go on: its plan from the package and the journal, what it did from the journal.</summary>
internal sealed class RunResumption(PlatformClient client, PromotionPlanner planner, PromotionRecords records, RunJournal journal)
{
    /// <summary>The run of <paramref name="taken"/>. One that cannot be planned any more is ready to be undone.</summary>
    public async Task<PromotionRun> PrepareAsync(StoredPromotion taken, LeaseClock lease, CancellationToken cancellationToken)
    {
        var promotion = taken.Promotion;
        var history = await WriteJournal.ReadAsync(journal, promotion.Id, cancellationToken);
        var calls = new CallScope(CallLane.Run, promotion.Id.Value) { TimeLeft = lease.Left };
        var platform = client.In(calls);
        var (plan, failure) = history.Undo is null ? await PlanAsync(platform, promotion, history.Plan, cancellationToken) : (Nothing(promotion), null);
        var run = new PromotionRun(promotion, taken.Version, plan, platform, calls) { Lease = lease, History = history, Stop = failure };
        foreach (var result in history.Undo?.Results ?? [.. history.Written.Values])
        {
            run.Results[new ComponentId(result.DevComponentId)] = result;
        }

        foreach (var folder in history.Folders.Where(folder => folder.FolderId.Length > 0))
        {
            run.CreatedFolders.Enqueue((FolderPath.Parse(folder.Path), new FolderId(folder.FolderId)));
        }

        return run;
    }

    private async Task<(PromotionPlan Plan, PromotionFailure? Failure)> PlanAsync(
        BoomiPlatform platform, Promotion promotion, PlanNote? note, CancellationToken cancellationToken)
    {
        var superseded = note is { SupersededId.Length: > 0 } ? (await records.GetAsync(new PromotionId(note.SupersededId), cancellationToken))?.Promotion : null;
        try
        {
            return (await planner.ResumeAsync(platform, promotion, note, superseded, cancellationToken), null);
        }
        catch (Exception exception) when (IsFinal(exception) && FailureTranslation.Translate(exception) is { } failure)
        {
            return (Nothing(promotion), failure);
        }
    }

    // A platform that is busy, away or refuses the credentials may answer later: the run is then left for the next round.
    private static bool IsFinal(Exception exception) => exception is PromotionFailure or ComponentXmlException
        or PlatformException { Kind: PlatformErrorKind.Refused or PlatformErrorKind.InvalidId or PlatformErrorKind.NotFound };

    private static PromotionPlan Nothing(Promotion promotion) => new(
        new DependencyTree(promotion.DevAccountId, new ComponentId(promotion.RootComponentId), Package: null, [], IsPartial: false),
        new Dictionary<ComponentId, ProductionTarget>(),
        Superseded: null);
}
