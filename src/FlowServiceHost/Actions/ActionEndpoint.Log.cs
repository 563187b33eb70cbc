using Microsoft.Extensions.Logging;

namespace FlowServiceHost.Actions;

public sealed partial class ActionEndpoint
{
    [LoggerMessage(EventId = 3301, Level = LogLevel.Error, Message = "Answering {Action} failed; correlation ID {CorrelationId}.")]
    private static partial void Failed(ILogger logger, string action, string correlationId, Exception exception);
}
