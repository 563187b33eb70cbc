using PromotionEngine.Accounts;
using PromotionEngine.Promotions;
using PromotionEngine.State;

namespace PromotionEngine.Audit;

/// <summary>Records every transition of a promotion in the commit that makes it.</summary>
public sealed class PromotionAudit(AuditLog log, TimeProvider time)
{
    /// <summary>Adds to <paramref name="commit"/> that <paramref name="caller"/> moved the promotion; announce what is answered once it is committed.</summary>
    public AuditEvent Append(Commit commit, Caller caller, string act, Promotion? before, Promotion after) => Append(commit, Actor.Of(caller), act, before, after);

    /// <summary>Adds to <paramref name="commit"/> that <paramref name="actor"/> moved the promotion; announce what is answered once it is committed.</summary>
    public AuditEvent Append(Commit commit, Actor actor, string act, Promotion? before, Promotion after)
    {
        var entry = new AuditEvent(time.GetUtcNow(), actor.Name, act)
        {
            AssertedBy = actor.AssertedBy,
            Client = actor.Client,
            PromotionId = after.Id,
            Before = before?.Status.Word() ?? string.Empty,
            After = after.Status.Word(),
        };
        log.Append(commit, entry);
        return entry;
    }

    /// <summary>Sends a committed event through the structured log.</summary>
    public void Announce(AuditEvent entry) => log.Announce(entry);
}
