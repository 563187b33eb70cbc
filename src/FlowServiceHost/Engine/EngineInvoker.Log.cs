using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace FlowServiceHost.Engine;

public sealed partial class EngineInvoker
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "The engine could not be reached for {Action}.")]
    private static partial void Unreachable(ILogger logger, string action, Exception exception);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Warning, Message = "The engine did not answer {Action} within {Seconds} s.")]
    private static partial void TooLate(ILogger logger, string action, int seconds);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Error, Message = "The call of {Action} failed with {Status}; correlation ID {CorrelationId}.")]
    private static partial void CallFailed(ILogger logger, string action, StatusCode status, string correlationId, Exception exception);
}
