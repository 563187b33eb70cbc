using PromotionEngine.Accounts;
using PromotionEngine.Promotions;
using PromotionEngine.State;

namespace PromotionEngine.Audit;

/// <summary>Records every transition of a promotion in the commit that makes it.</summary>
public sealed class PromotionAudit(AuditLog log, TimeProvider time)
{
    /// <summary>Adds to <paramref name="commit"/> that <paramref name="caller"/> moved the promotion; announce what is answered once it is committed.</summary>
    public AuditEvent Append(Commit commit, Caller caller, string act, Promotion? before, Promotion after) => Append(commit, new AuditEvent(time.GetUtcNow(), caller.AuditName, act)
    {
        AssertedBy = caller.AssertedBy,
        Client = caller.ClientAddress,
        PromotionId = after.Id,
        Before = before?.Status.Word() ?? string.Empty,
        After = after.Status.Word(),
    });

    /// <summary>Adds to <paramref name="commit"/> that the run of a promotion moved it, on behalf of who started it.</summary>
    public AuditEvent AppendRun(Commit commit, Promotion before, Promotion after) => Append(commit, new AuditEvent(time.GetUtcNow(), NameOf(before), "executePromotion")
    {
        AssertedBy = before.AssertedBy,
        Client = before.ClientAddress,
        PromotionId = after.Id,
        Before = before.Status.Word(),
        After = after.Status.Word(),
    });

    // As the caller was named when the run began.
    private static string NameOf(Promotion promotion) => promotion.InitiatedBy.Email.Length > 0 ? promotion.InitiatedBy.Email : promotion.InitiatedBy.Subject;

    /// <summary>Sends a committed event through the structured log.</summary>
    public void Announce(AuditEvent entry) => log.Announce(entry);

    private AuditEvent Append(Commit commit, AuditEvent entry)
    {
        log.Append(commit, entry);
        return entry;
    }
}
