namespace FlowServiceHost.FlowConnector.Waiting;

internal sealed partial class AnswerDelivery
{
    [LoggerMessage(EventId = 3630, Level = LogLevel.Error, Message = "The work of {Action} failed while its flow waited; correlation ID {CorrelationId}.")]
    private static partial void WorkFailed(ILogger logger, string action, string correlationId, Exception exception);

    [LoggerMessage(EventId = 3631, Level = LogLevel.Error, Message = "Following {Action} failed; it is taken up again. Correlation ID {CorrelationId}.")]
    private static partial void DeliveryFailed(ILogger logger, string action, string correlationId, Exception exception);

    [LoggerMessage(EventId = 3632, Level = LogLevel.Information, Message = "The flow of {Action} does not wait any more; correlation ID {CorrelationId}.")]
    private static partial void NobodyWaits(ILogger logger, string action, string correlationId);

    [LoggerMessage(EventId = 3633, Level = LogLevel.Information, Message = "The final answer of {Action} ended as {Result} at attempt {Attempt}; correlation ID {CorrelationId}.")]
    private static partial void Ended(ILogger logger, string action, CallbackResult result, int attempt, string correlationId);
}
