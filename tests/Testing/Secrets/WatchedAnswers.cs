using System.Net.Http.Headers;

namespace Testing.Secrets;

/// <summary>Looks at every answer that a client is given: headers, body as it streams by, trailers.</summary>
public sealed class WatchedAnswers(HttpMessageHandler connection, SecretWatch? watch = null) : DelegatingHandler(connection)
{
    private readonly SecretWatch _watch = watch ?? SecretWatch.OfThisRun;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var response = await base.SendAsync(request, cancellationToken);
        var where = $"answer to {request.RequestUri?.AbsolutePath}";
        _watch.Look(where, response.Headers.ToString());
        var content = response.Content;
        var body = await content.ReadAsStreamAsync(cancellationToken);
        response.Content = new Content(new WatchedStream(body, where, _watch, () => response.TrailingHeaders.ToString()), content);
        return response;
    }

    // Takes over the headers of the content that it stands for, its length included.
    private sealed class Content : StreamContent
    {
        private readonly HttpContent _original;

        public Content(Stream body, HttpContent original)
            : base(body)
        {
            _original = original;
            Copy(original.Headers, Headers);
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            _original.Dispose();
        }

        private static void Copy(HttpContentHeaders from, HttpContentHeaders to)
        {
            foreach (var header in from)
            {
                to.TryAddWithoutValidation(header.Key, header.Value);
            }
        }
    }
}
