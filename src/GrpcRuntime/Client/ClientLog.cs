using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Grpc.Net.Client;

/// <summary>The log messages of the client side.</summary>
internal static partial class ClientLog
{
    [LoggerMessage(EventId = 11, Level = LogLevel.Debug, Message = "The call of {Method} ended with {StatusCode}: {Detail}")]
    public static partial void CallFailed(ILogger logger, string method, StatusCode statusCode, string detail);
}
