using System.Text;

namespace PromotionEngine.State;

/// <summary>What pages save and restore. Each belongs to its owner: under the same key another person finds their own, or nothing.</summary>
public sealed class SessionStore(IStateStore store)
{
    /// <summary>Most bytes of a state, in UTF-8.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>How long a session is kept after it was last saved.</summary>
    public static TimeSpan Kept { get; } = TimeSpan.FromDays(30);

    /// <summary>Saves a state over the one before and answers when that was. Null when it is larger than <see cref="MaxBytes"/>; then nothing is saved.</summary>
    /// <exception cref="CommitRefusedException">The store refuses writes.</exception>
    public async Task<DateTimeOffset?> SaveAsync(string owner, string sessionKey, string state, CancellationToken cancellationToken)
    {
        if (Encoding.UTF8.GetByteCount(state) > MaxBytes)
        {
            return null;
        }

        var session = new Session(state, await store.NowAsync(cancellationToken));
        var outcome = await store.CommitAsync(new Commit().Put(NameOf(owner, sessionKey), StateJson.Write(session), Kept), cancellationToken);
        outcome.OrThrow();
        return session.SavedAt;
    }

    /// <summary>What the owner saved last under the key, or null.</summary>
    public async Task<Session?> RestoreAsync(string owner, string sessionKey, CancellationToken cancellationToken)
    {
        var name = NameOf(owner, sessionKey);
        return await store.GetAsync(name, cancellationToken) is { } value ? StateJson.Read<Session>(name, value.Value) : null;
    }

    private static string NameOf(string owner, string sessionKey) => StateKeys.Session(KeyDigest.Of(owner, sessionKey));
}
