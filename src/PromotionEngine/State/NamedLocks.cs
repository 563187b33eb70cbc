namespace PromotionEngine.State;

/// <summary>Locks by name across all engines: for the creation of a folder path, and for the merge.</summary>
public sealed class NamedLocks(IStateStore store, TimeProvider timeProvider)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Takes a lock that ends after <paramref name="lease"/> unless it is renewed. Waits up to <paramref name="patience"/>; null when it is still held then.
    /// The owner is not let in twice.
    /// </summary>
    /// <exception cref="CommitRefusedException">The store refuses writes.</exception>
    public Task<HeldLock?> TakeAsync(string name, string owner, TimeSpan lease, TimeSpan patience, CancellationToken cancellationToken) =>
        WaitAsync(name, new LockRecord(owner, IsLasting: false), lease, patience, cancellationToken);

    /// <summary>
    /// Takes a lock that is renewed until it is disposed of, and ends <paramref name="lease"/> after its engine has died. Waits up to <paramref name="patience"/>;
    /// null when it is still held then. The owner is not let in twice.
    /// </summary>
    /// <exception cref="CommitRefusedException">The store refuses writes.</exception>
    public async Task<KeptLock?> TakeKeptAsync(string name, string owner, TimeSpan lease, TimeSpan patience, CancellationToken cancellationToken) =>
        await TakeAsync(name, owner, lease, patience, cancellationToken) is { } held ? new KeptLock(held, lease, timeProvider) : null;

    /// <summary>
    /// Takes a lock that stays until it is released, also when its engine dies: whoever goes on with the owner's work takes it again under the same owner.
    /// Waits up to <paramref name="patience"/>; null when another owner still holds it then.
    /// </summary>
    /// <exception cref="CommitRefusedException">The store refuses writes.</exception>
    public Task<HeldLock?> TakeLastingAsync(string name, string owner, TimeSpan patience, CancellationToken cancellationToken) =>
        WaitAsync(name, new LockRecord(owner, IsLasting: true), null, patience, cancellationToken);

    /// <summary>Who holds the lock, or null.</summary>
    public async Task<string?> HolderAsync(string name, CancellationToken cancellationToken) => (await ReadAsync(name, cancellationToken))?.Record.Owner;

    /// <summary>A lasting lock as its owner holds it, so that others can end it with the owner's work; null when nobody holds it, or it ends by itself.</summary>
    public async Task<HeldLock?> FindLastingAsync(string name, CancellationToken cancellationToken) =>
        await ReadAsync(name, cancellationToken) is { Record.IsLasting: true } found ? new HeldLock(store, name, found.Record.Owner, found.Token, isLasting: true) : null;

    private async Task<HeldLock?> WaitAsync(string name, LockRecord wanted, TimeSpan? lease, TimeSpan patience, CancellationToken cancellationToken)
    {
        var began = timeProvider.GetTimestamp();
        var pause = FirstPause;
        while (true)
        {
            if (await TryAsync(name, wanted, lease, cancellationToken) is { } held)
            {
                return held;
            }

            var left = patience - timeProvider.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
            {
                return null;
            }

            await Task.Delay(left < pause ? left : pause, timeProvider, cancellationToken);
            pause = pause + pause < LongestPause ? pause + pause : LongestPause;
        }
    }

    private async Task<HeldLock?> TryAsync(string name, LockRecord wanted, TimeSpan? lease, CancellationToken cancellationToken)
    {
        var key = StateKeys.Lock(name);
        var outcome = await store.CommitAsync(new Commit().Expect(key, 0).Put(key, StateJson.Write(wanted), lease), cancellationToken);
        if (outcome.Status != CommitStatus.Conflict)
        {
            return new HeldLock(store, name, wanted.Owner, outcome.OrThrow().Version, wanted.IsLasting);
        }

        return wanted.IsLasting && await ReadAsync(name, cancellationToken) is { } found && found.Record == wanted
            ? new HeldLock(store, name, wanted.Owner, found.Token, isLasting: true)
            : null;
    }

    private async Task<(long Token, LockRecord Record)?> ReadAsync(string name, CancellationToken cancellationToken) =>
        await store.GetAsync(StateKeys.Lock(name), cancellationToken) is { } value ? (value.Version, StateJson.Read<LockRecord>(StateKeys.Lock(name), value.Value)) : null;
}
