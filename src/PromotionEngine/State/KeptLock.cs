namespace PromotionEngine.State;

/// <summary>A leased lock that renews itself every third of its lease, for work whose length is not known. Disposing it gives the lock back.</summary>
public sealed class KeptLock : IAsyncDisposable
{
    private readonly HeldLock _held;
    private readonly TimeSpan _lease;
    private readonly TimeProvider _timeProvider;
    private readonly CancellationTokenSource _done = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly Task _renewing;
    private int _isDisposed;

    internal KeptLock(HeldLock held, TimeSpan lease, TimeProvider timeProvider)
    {
        _held = held;
        _lease = lease;
        _timeProvider = timeProvider;
        Lost = _lost.Token;
        _renewing = RenewAsync();
    }

    /// <summary>Cancelled when the lock was lost: somebody else may have it by now.</summary>
    public CancellationToken Lost { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        await _done.CancelAsync();
        await _renewing;
        await _held.DisposeAsync();
        _done.Dispose();
        _lost.Dispose();
    }

    private async Task RenewAsync()
    {
        var renewed = _timeProvider.GetTimestamp();
        try
        {
            while (true)
            {
                await Task.Delay(_lease / 3, _timeProvider, _done.Token);
                var asked = _timeProvider.GetTimestamp();
                var outcome = await TryRenewAsync();
                renewed = outcome == true ? asked : renewed;
                if (outcome == false || _timeProvider.GetElapsedTime(renewed) >= _lease)
                {
                    await _lost.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The work is done.
        }
    }

    // Null: the store does not say.
    private async Task<bool?> TryRenewAsync()
    {
        try
        {
            return await _held.RenewAsync(_lease, _done.Token);
        }
        catch (Exception exception) when (exception is StateUnavailableException or CommitRefusedException)
        {
            return null;
        }
    }
}
