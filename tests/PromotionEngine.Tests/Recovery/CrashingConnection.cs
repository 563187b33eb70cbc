namespace PromotionEngine.Tests.Recovery;

/// <summary>The connection of one engine to the platform, until that engine is killed. Only what writes there has moments of its own.</summary>
internal sealed class CrashingConnection(CrashSwitch crash, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        var writes = request.Method != HttpMethod.Get && !path.Contains("query", StringComparison.OrdinalIgnoreCase) && !path.Contains("bulk", StringComparison.OrdinalIgnoreCase);
        return writes
            ? crash.PassAsync($"{request.Method} {path}", () => base.SendAsync(request, cancellationToken))
            : crash.ReadAsync(() => base.SendAsync(request, cancellationToken));
    }
}
