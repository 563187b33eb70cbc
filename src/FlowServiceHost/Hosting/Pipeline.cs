using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FlowServiceHost.Hosting;

/// <summary>The host's own way of answering requests, for requests that come from within.</summary>
internal sealed class Pipeline
{
    private RequestDelegate? _whole;

    /// <summary>Answers a request as one that came over the network.</summary>
    /// <exception cref="InvalidOperationException">The host has not started.</exception>
    public RequestDelegate Whole => _whole ?? throw new InvalidOperationException("The host has not started.");

    /// <summary>Keeps all of what is put into <paramref name="app"/> after this.</summary>
    public void Keep(IApplicationBuilder app) => app.Use(next => _whole = next);
}
