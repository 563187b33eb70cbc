namespace PromotionEngine.State;

/// <summary>Numbers used once, so that a signed call cannot be sent a second time by somebody who overheard it.</summary>
public sealed class Nonces(IStateStore store)
{
    /// <summary>
    /// True the first time a nonce is shown, false each further time within <paramref name="timeToLive"/>, which must be longer than a signature is valid.
    /// Works without the epoch marker too: what a rebuild restores has nothing to do with it.
    /// </summary>
    public async Task<bool> TryUseAsync(string nonce, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        var name = StateKeys.Nonce(KeyDigest.Of(nonce));
        var outcome = await store.CommitAsync(new Commit().WithoutEpoch().Expect(name, 0).Put(name, string.Empty, timeToLive), cancellationToken);
        return outcome.IsCommitted;
    }
}
