using System.Net.Http;
using System.Net.Sockets;
using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>What failures below gRPC mean as a status.</summary>
internal static class TransportFailure
{
    /// <summary>The status for an exception of the HTTP layer.</summary>
    public static Status ToStatus(Exception exception)
    {
        var chain = Chain(exception).ToList();
        if (chain.OfType<HttpProtocolException>().FirstOrDefault() is { } protocol)
        {
            // Error codes of HTTP/2 resets, as the protocol maps them. The first one is no error: a server that stops says good-bye with it.
            var code = protocol.ErrorCode switch
            {
                0x0 or 0x7 => StatusCode.Unavailable,
                0x8 => StatusCode.Cancelled,
                0xb => StatusCode.ResourceExhausted,
                0xc => StatusCode.PermissionDenied,
                _ => StatusCode.Internal,
            };
            return new Status(code, $"The server reset the call with HTTP/2 error 0x{protocol.ErrorCode:x}.", exception);
        }

        // Most of what the HTTP layer cannot name are connections that went away at a bad moment: while they were made, or while a request was put on them.
        var unreachable = chain.Exists(cause => cause is SocketException or IOException)
            || chain.OfType<HttpRequestException>().Any(cause => cause.HttpRequestError is
                HttpRequestError.Unknown or HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError or HttpRequestError.ResponseEnded);
        return unreachable
            ? new Status(StatusCode.Unavailable, $"The server cannot be reached. {exception.Message}", exception)
            : new Status(StatusCode.Internal, $"The call failed. {exception.GetType().Name}: {exception.Message}", exception);
    }

    private static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }
}
