using Contract.Errors;
using PromotionEngine.Audit;
using PromotionEngine.Failures;
using PromotionEngine.Idempotency;
using PromotionEngine.Notifications;
using PromotionEngine.State;

namespace PromotionEngine.Promotions.Lifecycle;

/// <summary>
/// Commits what <see cref="PromotionLifecycle"/> answers: the promotion in place of exactly what was read, its audit entry, its record in DataHub and its
/// mails, all or nothing.
/// </summary>
internal sealed class PromotionTransitions(IStateStore store, PromotionRecords records, RunLeases leases, PromotionLogOutbox log, PromotionAudit audit, PromotionMails mails)
{
    /// <summary>
    /// Adds a transition to <paramref name="commit"/>, for acts that commit more than it; the commit conflicts when the promotion is not as it was read.
    /// A promotion that ends loses its lease with it, so that whatever still works on it is fenced off.
    /// </summary>
    /// <param name="commit">The commit.</param>
    /// <param name="before">The promotion as it was read; null for a new one.</param>
    /// <param name="after">The promotion as it is to be.</param>
    /// <param name="actor">Who did it.</param>
    /// <param name="act">What was done, usually the action's name.</param>
    /// <param name="mail">The mail that tells of it; null for none.</param>
    /// <returns>The audit entry, to be announced once it is committed.</returns>
    public AuditEvent Add(Commit commit, StoredPromotion? before, Promotion after, Actor actor, string act, MailEvent? mail = null)
    {
        var saved = IsOver(after) && after.Lease is not null ? leases.End(commit, after) : after;
        records.Add(commit, saved, before?.Version ?? 0);
        log.Enqueue(commit, saved);
        if (mail is { } happened)
        {
            mails.Enqueue(commit, happened, saved);
        }

        return audit.Append(commit, actor, act, before?.Promotion, saved);
    }

    /// <inheritdoc cref="CommitAsync(PromotionId, Actor, string, Func{Promotion, Task{Promotion}}, MailEvent?, ActAnswer?, CancellationToken)"/>
    public Task<(Promotion Before, StoredPromotion After)> CommitAsync(
        PromotionId id, Actor actor, string name, Func<Promotion, Promotion> act, MailEvent? mail, CancellationToken cancellationToken) =>
        CommitAsync(id, actor, name, act, mail, answer: null, cancellationToken);

    /// <inheritdoc cref="CommitAsync(PromotionId, Actor, string, Func{Promotion, Task{Promotion}}, MailEvent?, ActAnswer?, CancellationToken)"/>
    public Task<(Promotion Before, StoredPromotion After)> CommitAsync(
        PromotionId id, Actor actor, string name, Func<Promotion, Promotion> act, MailEvent? mail, ActAnswer? answer, CancellationToken cancellationToken) =>
        CommitAsync(id, actor, name, promotion => Task.FromResult(act(promotion)), mail, answer, cancellationToken);

    /// <summary>
    /// Reads promotion <paramref name="id"/>, applies <paramref name="act"/> and commits. When somebody was faster the act is applied to what they made of it,
    /// where the lifecycle says what is the matter now.
    /// </summary>
    /// <param name="id">The promotion.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="name">What is done, usually the action's name.</param>
    /// <param name="act">An act of the lifecycle, with what else it must read.</param>
    /// <param name="mail">The mail that tells of it; null for none.</param>
    /// <param name="answer">The answer that is kept with it for repeats; null for none.</param>
    /// <param name="cancellationToken">Ends the trying.</param>
    /// <returns>The promotion before and after.</returns>
    /// <exception cref="PromotionFailure">What the act throws; PROMOTION_NOT_FOUND when there is no such promotion.</exception>
    public async Task<(Promotion Before, StoredPromotion After)> CommitAsync(
        PromotionId id, Actor actor, string name, Func<Promotion, Task<Promotion>> act, MailEvent? mail, ActAnswer? answer, CancellationToken cancellationToken)
    {
        while (true)
        {
            var before = await records.GetAsync(id, cancellationToken) ?? throw NotFound(id);
            var after = await act(before.Promotion);
            var commit = new Commit();
            var entry = Add(commit, before, after, actor, name, mail);
            answer?.Keep(commit, before.Promotion, after);
            var outcome = await store.CommitAsync(commit, cancellationToken);
            if (outcome.Status is CommitStatus.Fenced || (outcome.Status == CommitStatus.Conflict && outcome.FailedOn(PromotionRecords.KeyOf(id))))
            {
                continue;
            }

            var version = outcome.OrThrow().Version;
            answer?.Act.Kept(version);
            audit.Announce(entry);
            return (before.Promotion, new StoredPromotion(version, IsOver(after) ? after with { Lease = null } : after));
        }
    }

    // What is deployed may still be releasing again.
    private static bool IsOver(Promotion promotion) => promotion.Status.IsTerminal() && !promotion.HasRun;

    /// <summary>Sends a committed entry through the structured log.</summary>
    public void Announce(AuditEvent entry) => audit.Announce(entry);

    /// <summary>What answers for a promotion that does not exist, or that the caller may not see: both look alike.</summary>
    public static PromotionFailure NotFound(PromotionId id) => new(ErrorCodes.PromotionNotFound, $"There is no promotion {id} that you may see. Check the ID.");
}
