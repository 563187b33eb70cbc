using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Running;
using PromotionEngine.State;

namespace PromotionEngine.Deployments.Running;

/// <summary>
/// Notes what a deployment does on the platform before and after. The outcome is committed together with the record that tells of it, so that one is never
/// without the other.
/// </summary>
internal sealed class DeploymentJournal(RunJournal journal, RunRecords records, TimeProvider time)
{
    private const string Prefix = "deploy";

    /// <summary>The step is about to be done; it may or may not have had its effect when a takeover reads this.</summary>
    public async Task IntendAsync(DeploymentRun run, string step, string detail, CancellationToken cancellationToken)
    {
        var outcome = await journal.AppendAsync(run.Promotion.Id, Entry(run, step, JournalPhase.Intent, detail), cancellationToken);
        if (outcome.Status == CommitStatus.Fenced)
        {
            throw new LeaseLostException(run.Promotion.Id);
        }

        outcome.OrThrow();
    }

    /// <summary>The same together with a change of the deployment that must not be known later than the effect.</summary>
    /// <returns>Whether it was committed; false when something else that <paramref name="also"/> expects did not hold.</returns>
    public Task<bool> IntendAsync(DeploymentRun run, string step, string detail, Func<Promotion, Promotion> change, CancellationToken cancellationToken, Action<Commit>? also = null) => records.CommitAsync(
        run,
        (commit, promotion) =>
        {
            journal.Append(commit, promotion.Id, Entry(run, step, JournalPhase.Intent, detail));
            also?.Invoke(commit);
            return change(promotion);
        },
        publish: true,
        cancellationToken);

    /// <summary>The step is done: its outcome, and what it changes of the promotion, in one commit.</summary>
    public async Task FinishAsync(DeploymentRun run, string step, Func<Promotion, Promotion> change, CancellationToken cancellationToken, Action<Commit, Promotion>? also = null)
    {
        await records.CommitAsync(
            run,
            (commit, promotion) =>
            {
                journal.Append(commit, promotion.Id, Entry(run, step, JournalPhase.Outcome, string.Empty));
                var changed = change(promotion);
                also?.Invoke(commit, changed);
                return changed;
            },
            publish: true,
            cancellationToken);
        run.InFlight.Remove(step);
    }

    /// <summary>The same for a change of the deployment alone.</summary>
    public Task FinishAsync(DeploymentRun run, string step, Func<Deployment, Deployment> change, CancellationToken cancellationToken) =>
        FinishAsync(run, step, promotion => promotion with { Deployment = change(promotion.Deployment!) }, cancellationToken);

    /// <summary>The steps of the promotion's last deployment that were begun and whose outcome is not known.</summary>
    public async Task<Dictionary<string, JournalEntry>> InFlightAsync(Promotion promotion, CancellationToken cancellationToken)
    {
        var prefix = Key(promotion.Deployment!.Attempt, string.Empty);
        var entries = await journal.ReadAsync(promotion.Id, cancellationToken);
        return RunJournal.InFlight(entries)
            .Where(entry => entry.Step.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(entry => entry.Step[prefix.Length..], StringComparer.Ordinal);
    }

    /// <summary>The last intent of <paramref name="step"/> whose outcome is not known, of this deployment of the promotion or of an earlier one; null when there is none.</summary>
    public async Task<JournalEntry?> FindLostAsync(DeploymentRun run, string step, CancellationToken cancellationToken)
    {
        var keys = Enumerable.Range(1, run.Deployment.Attempt).Select(attempt => Key(attempt, step)).ToHashSet(StringComparer.Ordinal);
        return RunJournal.InFlight(await journal.ReadAsync(run.Promotion.Id, cancellationToken)).LastOrDefault(entry => keys.Contains(entry.Step));
    }

    private JournalEntry Entry(DeploymentRun run, string step, JournalPhase phase, string detail) =>
        new(Key(run.Deployment.Attempt, step), phase, time.GetUtcNow(), run.Promotion.LeaseToken, detail);

    private static string Key(int attempt, string step) => $"{Prefix}:{attempt}:{step}";
}
