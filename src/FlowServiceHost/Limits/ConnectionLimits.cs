using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FlowServiceHost.Limits;

/// <summary>What a single connection may cost: headers, slow senders and readers, and how many there are.</summary>
internal static class ConnectionLimits
{
    /// <summary>Sets the server's limits.</summary>
    public static void Apply(KestrelServerLimits limits, LimitOptions options)
    {
        limits.MaxConcurrentConnections = options.Connections > 0 ? options.Connections : null;
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.MaxRequestHeaderCount = 100;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.MaxRequestLineSize = 8 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(options.RequestHeadersSeconds);
        var slowest = new MinDataRate(options.MinBodyBytesPerSecond, TimeSpan.FromSeconds(options.BodyGraceSeconds));
        limits.MinRequestBodyDataRate = slowest;
        limits.MinResponseDataRate = slowest;
        limits.Http2.MaxStreamsPerConnection = 100;
        limits.Http2.KeepAlivePingDelay = TimeSpan.FromMinutes(1);
    }
}
