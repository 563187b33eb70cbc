using PromotionEngine.Audit;
using PromotionEngine.State;

namespace PromotionEngine.Promotions.Running;

/// <summary>Changes the working copy of a promotion whose run this engine owns. Every commit is fenced by the lease.</summary>
public sealed class RunRecords(IStateStore store, PromotionRecords records, PromotionLogOutbox log, PromotionAudit audit, TimeProvider time)
{
    /// <summary>Applies <paramref name="change"/> to the working copy and publishes it.</summary>
    /// <exception cref="LeaseLostException">Another engine owns the run.</exception>
    internal Task ChangeAsync(LeasedRun run, Func<Promotion, Promotion> change, CancellationToken cancellationToken) =>
        CommitAsync(run, (_, promotion) => change(promotion), publish: true, cancellationToken);

    /// <summary>Notes for people how far the run is; not published.</summary>
    internal Task NoteStepAsync(LeasedRun run, string step, CancellationToken cancellationToken) =>
        CommitAsync(run, (_, promotion) => promotion with { Step = step, CallsMade = run.Calls.Calls }, publish: false, cancellationToken);

    /// <summary>
    /// Commits what <paramref name="build"/> makes of the working copy, together with whatever else it adds to the commit; again when somebody changed
    /// the working copy in between, for example to ask the run to stop.
    /// </summary>
    /// <returns>Whether it was committed; false when something else that <paramref name="build"/> expected did not hold.</returns>
    internal async Task<bool> CommitAsync(
        LeasedRun run, Func<Commit, Promotion, Promotion> build, bool publish, CancellationToken cancellationToken)
    {
        var token = run.Promotion.LeaseToken;
        while (true)
        {
            var commit = new Commit().Fence(run.Promotion.Id, token);
            var changed = build(commit, run.Promotion) with { UpdatedAt = time.GetUtcNow() };
            records.Add(commit, changed, run.Version);
            if (publish)
            {
                log.Enqueue(commit, changed);
            }

            var entry = changed.Status == run.Promotion.Status ? null : audit.Append(commit, run.Actor, run.Act, run.Promotion, changed);
            var outcome = await store.CommitAsync(commit, cancellationToken);
            switch (outcome.Status)
            {
                case CommitStatus.Committed:
                    run.Promotion = changed;
                    run.Version = outcome.Version;
                    Announce(entry);
                    return true;
                case CommitStatus.Fenced:
                    throw new LeaseLostException(run.Promotion.Id);
                case CommitStatus.Conflict when outcome.FailedOn(PromotionRecords.KeyOf(run.Promotion.Id)):
                    await ReloadAsync(run, token, cancellationToken);
                    break;
                case CommitStatus.Conflict:
                    return false;
                default:
                    throw new CommitRefusedException(outcome);
            }
        }
    }

    private void Announce(AuditEvent? entry)
    {
        if (entry is not null)
        {
            audit.Announce(entry);
        }
    }

    private async Task ReloadAsync(LeasedRun run, long token, CancellationToken cancellationToken)
    {
        var stored = await records.GetAsync(run.Promotion.Id, cancellationToken);
        if (stored is null || stored.Promotion.LeaseToken != token)
        {
            throw new LeaseLostException(run.Promotion.Id);
        }

        run.Promotion = stored.Promotion;
        run.Version = stored.Version;
    }
}
