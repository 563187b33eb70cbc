using PromotionEngine.Components;
using PromotionEngine.State;

namespace PromotionEngine.Promotions.Running;

/// <summary>Notes what a run does on the platform before and after, so that a takeover knows what is finished and what to ask the platform about.</summary>
public sealed class WriteJournal(RunJournal journal, TimeProvider time)
{
    private const string Write = "write";
    private const string Completion = "complete";
    private const string Folder = "folder";
    private const string Plan = "plan";
    private const string Undo = "undo";

    /// <summary>Adds the plan to the commit that creates the promotion: no run is without its plan.</summary>
    internal void Begin(Commit commit, Promotion promotion, PromotionPlan plan) =>
        journal.Begin(commit, promotion.Id, new JournalEntry(Plan, JournalPhase.Outcome, time.GetUtcNow(), promotion.LeaseToken, StateJson.Write(PlanNote.Of(plan))));

    /// <summary>Adds to the commit that restores a promotion that its run can only be undone.</summary>
    internal void BeginUndone(Commit commit, Promotion promotion, UndoNote undo) =>
        journal.Begin(commit, promotion.Id, new JournalEntry(Undo, JournalPhase.Intent, time.GetUtcNow(), promotion.LeaseToken, StateJson.Write(undo)));

    /// <summary>The run goes on with another plan.</summary>
    internal Task ReplanAsync(PromotionRun run, CancellationToken cancellationToken) =>
        AppendAsync(run, Plan, JournalPhase.Outcome, StateJson.Write(PlanNote.Of(run.Plan)), cancellationToken);

    /// <summary>The run failed and is about to be undone.</summary>
    internal Task IntendUndoAsync(PromotionRun run, UndoNote undo, CancellationToken cancellationToken) =>
        AppendAsync(run, Undo, JournalPhase.Intent, StateJson.Write(undo), cancellationToken);

    /// <summary>The component is about to be written.</summary>
    internal Task IntendWriteAsync(PromotionRun run, ComponentId component, CancellationToken cancellationToken) =>
        AppendAsync(run, Step(Write, component.Value), JournalPhase.Intent, string.Empty, cancellationToken);

    /// <summary>The component was written.</summary>
    internal Task FinishWriteAsync(PromotionRun run, ComponentResult result, CancellationToken cancellationToken) =>
        AppendAsync(run, Step(Write, result.DevComponentId), JournalPhase.Outcome, StateJson.Write(result), cancellationToken);

    /// <summary>The component is about to be written once more, with the references that were left out.</summary>
    internal Task IntendCompletionAsync(PromotionRun run, ComponentId component, CancellationToken cancellationToken) =>
        AppendAsync(run, Step(Completion, component.Value), JournalPhase.Intent, string.Empty, cancellationToken);

    /// <summary>The component has the references that were left out.</summary>
    internal Task FinishCompletionAsync(PromotionRun run, ComponentResult result, CancellationToken cancellationToken) =>
        AppendAsync(run, Step(Completion, result.DevComponentId), JournalPhase.Outcome, StateJson.Write(result), cancellationToken);

    /// <summary>A folder is about to be created.</summary>
    internal Task IntendFolderAsync(PromotionRun run, FolderNote folder, CancellationToken cancellationToken) =>
        AppendAsync(run, Step(Folder, folder.Path), JournalPhase.Intent, StateJson.Write(folder), cancellationToken);

    /// <summary>The folder was created.</summary>
    internal Task FinishFolderAsync(PromotionRun run, FolderNote folder, CancellationToken cancellationToken) =>
        AppendAsync(run, Step(Folder, folder.Path), JournalPhase.Outcome, StateJson.Write(folder), cancellationToken);

    /// <summary>What the journal of <paramref name="promotion"/> says.</summary>
    internal static async Task<RunHistory> ReadAsync(RunJournal journal, PromotionId promotion, CancellationToken cancellationToken)
    {
        var entries = await journal.ReadAsync(promotion, cancellationToken);
        var inFlight = RunJournal.InFlight(entries);
        return new RunHistory
        {
            Plan = Last<PlanNote>(entries, Plan),
            Undo = Last<UndoNote>(entries, Undo),
            Written = Outcomes(entries, Write),
            Completed = Outcomes(entries, Completion),
            InFlight = Open(inFlight, Write),
            CompletionsInFlight = Open(inFlight, Completion),
            Folders = [.. entries.Where(entry => IsOf(entry, Folder))
                .Select(entry => StateJson.Read<FolderNote>(entry.Step, entry.Detail))
                .GroupBy(folder => folder.Path, StringComparer.Ordinal)
                .Select(notes => notes.Last())],
        };
    }

    private static T? Last<T>(IReadOnlyList<JournalEntry> entries, string step)
        where T : class =>
        entries.LastOrDefault(entry => string.Equals(entry.Step, step, StringComparison.Ordinal)) is { } entry ? StateJson.Read<T>(entry.Step, entry.Detail) : null;

    private static Dictionary<ComponentId, ComponentResult> Outcomes(IReadOnlyList<JournalEntry> entries, string kind)
    {
        var results = new Dictionary<ComponentId, ComponentResult>();
        foreach (var entry in entries.Where(entry => entry.Phase == JournalPhase.Outcome && IsOf(entry, kind)))
        {
            var result = StateJson.Read<ComponentResult>(entry.Step, entry.Detail);
            results[new ComponentId(result.DevComponentId)] = result;
        }

        return results;
    }

    private static Dictionary<ComponentId, DateTimeOffset> Open(IReadOnlyList<JournalEntry> inFlight, string kind) =>
        inFlight.Where(entry => IsOf(entry, kind)).ToDictionary(entry => new ComponentId(entry.Step[(kind.Length + 1)..]), entry => entry.At);

    private static bool IsOf(JournalEntry entry, string kind) =>
        entry.Step.Length > kind.Length && entry.Step[kind.Length] == ':' && entry.Step.StartsWith(kind, StringComparison.Ordinal);

    private async Task AppendAsync(PromotionRun run, string step, JournalPhase phase, string detail, CancellationToken cancellationToken)
    {
        var entry = new JournalEntry(step, phase, time.GetUtcNow(), run.Promotion.LeaseToken, detail);
        var outcome = await journal.AppendAsync(run.Promotion.Id, entry, cancellationToken);
        if (outcome.Status == CommitStatus.Fenced)
        {
            throw new LeaseLostException(run.Promotion.Id);
        }

        outcome.OrThrow();
    }

    private static string Step(string kind, string what) => $"{kind}:{what}";
}
