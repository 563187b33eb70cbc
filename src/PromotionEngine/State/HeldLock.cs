namespace PromotionEngine.State;

/// <summary>A lock that its owner holds. Disposing it gives a leased lock back; a lasting one stays until it is released.</summary>
public sealed class HeldLock : IAsyncDisposable
{
    private readonly IStateStore _store;
    private readonly bool _isLasting;
    private bool _isReleased;

    internal HeldLock(IStateStore store, string name, string owner, long token, bool isLasting)
    {
        _store = store;
        _isLasting = isLasting;
        Name = name;
        Owner = owner;
        Token = token;
    }

    /// <summary>Name of the lock.</summary>
    public string Name { get; }

    /// <summary>Who holds it.</summary>
    public string Owner { get; }

    /// <summary>Grows with every taking of the lock.</summary>
    public long Token { get; }

    /// <summary>Makes a commit depend on the lock: it is a conflict when the lock was lost.</summary>
    public void Guard(Commit commit) => commit.Expect(StateKeys.Lock(Name), Token);

    /// <summary>Adds the release to a commit, which is a conflict when the lock was lost.</summary>
    public void Release(Commit commit)
    {
        Guard(commit);
        commit.Delete(StateKeys.Lock(Name));
        _isReleased = true;
    }

    /// <summary>Holds a leased lock for <paramref name="lease"/> from now. False when it was lost.</summary>
    public async Task<bool> RenewAsync(TimeSpan lease, CancellationToken cancellationToken)
    {
        var commit = new Commit();
        Guard(commit);
        commit.Touch(StateKeys.Lock(Name), lease);
        var outcome = await _store.CommitAsync(commit, cancellationToken);
        return outcome.Status != CommitStatus.Conflict && outcome.OrThrow().IsCommitted;
    }

    /// <summary>Gives the lock back. False when it was lost before.</summary>
    public async Task<bool> ReleaseAsync(CancellationToken cancellationToken)
    {
        var commit = new Commit();
        Release(commit);
        var outcome = await _store.CommitAsync(commit, cancellationToken);
        return outcome.Status != CommitStatus.Conflict && outcome.OrThrow().IsCommitted;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_isReleased || _isLasting)
        {
            return;
        }

        try
        {
            await ReleaseAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is StateUnavailableException or CommitRefusedException)
        {
            // The lease ends by itself; what went wrong meanwhile must not be hidden by this.
        }
    }
}
