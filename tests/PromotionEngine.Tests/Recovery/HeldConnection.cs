namespace PromotionEngine.Tests.Recovery;

/// <summary>A connection on which creates of one kind wait until something else has happened.</summary>
internal sealed class HeldConnection(Task until, string path, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith(path, StringComparison.Ordinal))
        {
            await until.WaitAsync(Patience, cancellationToken);
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
