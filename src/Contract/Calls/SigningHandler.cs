namespace Contract.Calls;

/// <summary>Signs every call that a gRPC client makes through it. For unary and server-streaming calls: the request is read whole before it is sent.</summary>
public sealed class SigningHandler : DelegatingHandler
{
    private readonly Func<SharedKey> _key;
    private readonly TimeProvider _clock;

    /// <summary>Makes a handler that signs with <paramref name="key"/> and sends through <paramref name="innerHandler"/>.</summary>
    public SigningHandler(SharedKey key, TimeProvider clock, HttpMessageHandler innerHandler)
        : this(() => key, clock, innerHandler)
    {
    }

    /// <summary>Makes a handler that signs each call with what <paramref name="key"/> answers then, and sends through <paramref name="innerHandler"/>.</summary>
    public SigningHandler(Func<SharedKey> key, TimeProvider clock, HttpMessageHandler innerHandler)
        : base(innerHandler)
    {
        _key = key;
        _clock = clock;
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        if (request.Content is not null)
        {
            // The gRPC client's content writes itself once; what was read is what is sent.
            request.Content = CopyOf(request.Content, body);
        }

        var headers = request.Headers.NonValidated.SelectMany(header => header.Value, (header, value) => KeyValuePair.Create(header.Key, value));
        var signature = CallSignature.Create(_key(), request.RequestUri!.AbsolutePath, body, headers, _clock.GetUtcNow());
        request.Headers.Remove(CallMetadata.Signature);
        request.Headers.TryAddWithoutValidation(CallMetadata.Signature, signature.ToString());
        return await base.SendAsync(request, cancellationToken);
    }

    private static ByteArrayContent CopyOf(HttpContent content, byte[] body)
    {
        var copy = new ByteArrayContent(body);
        foreach (var header in content.Headers.NonValidated)
        {
            foreach (var value in header.Value)
            {
                copy.Headers.TryAddWithoutValidation(header.Key, value);
            }
        }

        return copy;
    }
}
