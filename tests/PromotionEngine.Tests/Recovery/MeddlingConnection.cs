namespace PromotionEngine.Tests.Recovery;

/// <summary>A connection to the platform on which somebody else does something just before one of the calls.</summary>
/// <param name="moment">The call, counted from 1.</param>
/// <param name="meddle">What is done.</param>
/// <param name="inner">The connection.</param>
internal sealed class MeddlingConnection(int moment, Action meddle, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private int _calls;

    /// <summary>How many calls there were.</summary>
    public int Calls => _calls;

    /// <summary>The call before which it was done; empty before.</summary>
    public string Where { get; private set; } = string.Empty;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _calls) == moment)
        {
            Where = $"{request.Method} {request.RequestUri!.AbsolutePath}";
            meddle();
        }

        return base.SendAsync(request, cancellationToken);
    }
}
