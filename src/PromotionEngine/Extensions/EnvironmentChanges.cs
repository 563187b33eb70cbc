using System.Text.Json.Nodes;
using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Failures;
using PromotionEngine.State;

namespace PromotionEngine.Extensions;

/// <summary>The one way to change an environment: one change at a time, what was there is kept and the act audited before anything is sent.</summary>
internal sealed class EnvironmentChanges(NamedLocks locks, ExtensionImages images, AuditLog audit, IStateStore store)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits until nobody else changes the environment. Dispose of the lock when done.</summary>
    /// <exception cref="PromotionFailure">API_RATE_LIMIT when somebody else is at it for too long.</exception>
    public async Task<HeldLock> TakeAsync(EnvironmentId environment, CancellationToken cancellationToken) =>
        await locks.TakeAsync($"extensions:{environment}", Guid.NewGuid().ToString("n"), Lease, Patience, cancellationToken)
            ?? throw new PromotionFailure(ErrorCodes.ApiRateLimit, $"Somebody else is changing environment {environment}. Try again in a minute.");

    /// <summary>Keeps what is there and says in the audit who is about to change what. The commit fails when the lock was lost.</summary>
    /// <param name="held">The environment's lock.</param>
    /// <param name="caller">Who changes it.</param>
    /// <param name="act">The action.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="masked">What is there, secrets masked.</param>
    /// <param name="what">What is changed, in names without values.</param>
    /// <param name="cancellationToken">Ends it before anything is kept.</param>
    public async Task NoteAsync(HeldLock held, Caller caller, string act, EnvironmentId environment, JsonObject masked, string what, CancellationToken cancellationToken)
    {
        var entry = new AuditEvent(await store.NowAsync(cancellationToken), caller.AuditName, act)
        {
            AssertedBy = caller.AssertedBy,
            Client = caller.ClientAddress,
            Before = $"environment {environment}",
            After = what,
        };
        var commit = new Commit();
        held.Guard(commit);
        await images.SaveBeforeAsync(commit, environment.Value, caller.AuditName, masked.ToJsonString(), cancellationToken);
        audit.Append(commit, entry);
        var outcome = await store.CommitAsync(commit, cancellationToken);
        if (outcome.Status == CommitStatus.Conflict)
        {
            throw new PromotionFailure(ErrorCodes.ApiRateLimit, $"The change of environment {environment} took too long to begin; nothing was changed. Try again.");
        }

        outcome.OrThrow();
        audit.Announce(entry);
    }

    /// <summary>The scope of calls on behalf of a person who waits.</summary>
    public static CallScope Scope() => new(CallLane.Interactive);
}
