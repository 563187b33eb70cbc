namespace Contract.Calls;

/// <summary>Remembers the nonces of calls, so that none is taken twice. Engines with several replicas share one.</summary>
public interface INonceStore
{
    /// <summary>Remembers <paramref name="nonce"/> until <paramref name="expiresAt"/>; false when it is remembered already.</summary>
    ValueTask<bool> TryAddAsync(string nonce, DateTimeOffset expiresAt, CancellationToken cancellationToken);
}
