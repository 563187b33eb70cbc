using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Http;

namespace Grpc.Core;

/// <summary>The way from a call to ASP.NET Core.</summary>
public static class ServerCallContextExtensions
{
    /// <summary>The HTTP request of a call; throws <see cref="InvalidOperationException"/> when the call did not come through this server.</summary>
    public static HttpContext GetHttpContext(this ServerCallContext serverCallContext)
    {
        ArgumentNullException.ThrowIfNull(serverCallContext);
        return serverCallContext is HttpServerCallContext context
            ? context.HttpContext
            : throw new InvalidOperationException("This call context has no HTTP request behind it.");
    }
}
