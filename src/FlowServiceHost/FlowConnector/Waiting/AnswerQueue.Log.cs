using Grpc.Core;

namespace FlowServiceHost.FlowConnector.Waiting;

internal sealed partial class AnswerQueue
{
    [LoggerMessage(EventId = 3610, Level = LogLevel.Warning, Message = "The engine's queue of owed answers cannot be used ({Status}); it is tried again.")]
    private static partial void QueueAway(ILogger logger, StatusCode status, Exception? exception);

    [LoggerMessage(EventId = 3611, Level = LogLevel.Error, Message = "The owed answer {Id} cannot be opened: it was sealed with a key that this host does not have.")]
    private static partial void CannotOpen(ILogger logger, string id);

    [LoggerMessage(EventId = 3612, Level = LogLevel.Warning, Message = "The callback host {Host} was refused: {Reason}; correlation ID {CorrelationId}.")]
    private static partial void CallbackRefused(ILogger logger, string host, string reason, string correlationId);
}
