namespace Contract.Calls;

/// <summary>Decides whether a call was signed by one of our own programs, just now, and only once.</summary>
/// <param name="keys">Answers the keys that are taken at that moment: the current one, and during a change of keys the previous one.</param>
/// <param name="nonces">The nonces seen.</param>
/// <param name="clock">The clock to hold the signature's time against.</param>
public sealed class SignatureVerifier(Func<IReadOnlyList<SharedKey>> keys, INonceStore nonces, TimeProvider clock)
{
    /// <summary>A verifier whose keys do not change.</summary>
    public SignatureVerifier(IReadOnlyList<SharedKey> keys, INonceStore nonces, TimeProvider clock)
        : this(() => keys, nonces, clock)
    {
    }

    /// <summary>How far the time of a signature may be from ours, either way.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(60);

    /// <summary>Judges a call.</summary>
    /// <param name="path">The HTTP/2 path of the rpc.</param>
    /// <param name="body">The whole body.</param>
    /// <param name="headers">All headers of the request.</param>
    /// <param name="cancellationToken">Ends the wait for the nonce store.</param>
    public async ValueTask<SignatureVerdict> VerifyAsync(
        string path, ReadOnlyMemory<byte> body, IReadOnlyCollection<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(headers);
        var signatures = headers.Where(header => string.Equals(header.Key, CallMetadata.Signature, StringComparison.OrdinalIgnoreCase)).ToList();
        if (signatures.Count == 0)
        {
            return SignatureVerdict.Missing;
        }

        if (signatures.Count > 1 || CallSignature.Parse(signatures[0].Value) is not { } signature)
        {
            return SignatureVerdict.Malformed;
        }

        // Every key is tried, so that the time taken does not tell which one fitted.
        var isOurs = keys().Aggregate(seed: false, (found, key) => signature.IsOf(key, path, body.Span, headers) | found);
        if (!isOurs)
        {
            return SignatureVerdict.Wrong;
        }

        var now = clock.GetUtcNow();
        var age = now.ToUnixTimeMilliseconds() - signature.UnixMilliseconds;
        if (Math.Abs(age) > Tolerance.TotalMilliseconds)
        {
            return SignatureVerdict.Expired;
        }

        // A signature from the future stays valid for up to twice the tolerance.
        return await nonces.TryAddAsync(signature.Nonce, now + (2 * Tolerance), cancellationToken)
            ? SignatureVerdict.Valid
            : SignatureVerdict.Replayed;
    }
}
