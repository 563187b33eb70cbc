using System.Text.Json;
using PromotionEngine.Components;
using PromotionEngine.State;

namespace PromotionEngine.Promotions.Running;

/// <summary>Notes every write of a component before and after, so that a takeover knows what is finished and what to ask the platform about.</summary>
public sealed class WriteJournal(RunJournal journal, TimeProvider time)
{
    private const string Write = "write";
    private const string Completion = "complete";

    /// <summary>The component is about to be written.</summary>
    internal Task IntendWriteAsync(PromotionRun run, ComponentId component, CancellationToken cancellationToken) =>
        AppendAsync(run, Step(Write, component), JournalPhase.Intent, string.Empty, cancellationToken);

    /// <summary>The component was written.</summary>
    internal Task FinishWriteAsync(PromotionRun run, ComponentResult result, CancellationToken cancellationToken) =>
        AppendAsync(run, Step(Write, new ComponentId(result.DevComponentId)), JournalPhase.Outcome, JsonSerializer.Serialize(result), cancellationToken);

    /// <summary>The component is about to be written once more, with the references that were left out.</summary>
    internal Task IntendCompletionAsync(PromotionRun run, ComponentId component, CancellationToken cancellationToken) =>
        AppendAsync(run, Step(Completion, component), JournalPhase.Intent, string.Empty, cancellationToken);

    /// <summary>The component has the references that were left out.</summary>
    internal Task FinishCompletionAsync(PromotionRun run, ComponentResult result, CancellationToken cancellationToken) =>
        AppendAsync(run, Step(Completion, new ComponentId(result.DevComponentId)), JournalPhase.Outcome, JsonSerializer.Serialize(result), cancellationToken);

    /// <summary>What the journal of <paramref name="promotion"/> says.</summary>
    internal static async Task<RunHistory> ReadAsync(RunJournal journal, PromotionId promotion, CancellationToken cancellationToken)
    {
        var entries = await journal.ReadAsync(promotion, cancellationToken);
        var written = new Dictionary<ComponentId, ComponentResult>();
        var completed = new Dictionary<ComponentId, ComponentResult>();
        foreach (var entry in entries.Where(entry => entry.Phase == JournalPhase.Outcome))
        {
            var result = JsonSerializer.Deserialize<ComponentResult>(entry.Detail)!;
            var outcomes = entry.Step.StartsWith(Completion, StringComparison.Ordinal) ? completed : written;
            outcomes[new ComponentId(result.DevComponentId)] = result;
        }

        var inFlight = RunJournal.InFlight(entries)
            .Where(entry => entry.Step.StartsWith(Write, StringComparison.Ordinal))
            .ToDictionary(entry => new ComponentId(entry.Step[(Write.Length + 1)..]), entry => entry.At);
        return new RunHistory(written, completed, inFlight);
    }

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

    private static string Step(string kind, ComponentId component) => $"{kind}:{component}";
}
