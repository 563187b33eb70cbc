using Microsoft.Extensions.Logging;

namespace FlowServiceHost.Actions;

public sealed partial class ActionRunner
{
    [LoggerMessage(
        EventId = 3201,
        Level = LogLevel.Information,
        Message = "{Action} by {Caller} answered {Status} {Code} after {Milliseconds:F0} ms; correlation ID {CorrelationId}.")]
    private static partial void Ran(ILogger logger, string action, string caller, int status, string code, double milliseconds, string correlationId);
}
