using System.Diagnostics;
using Contract.Calls;
using Contract.Errors;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;
using PromotionEngine.State;

namespace PromotionEngine.Failures;

/// <summary>
/// Turns what a handler throws into the answer's envelope. A gRPC status is left to failures of the call itself: no identity, a store that is away,
/// a caller that hung up; and to every failure of calls whose answers have no envelope, which our own programs make.
/// </summary>
public sealed partial class EnvelopeInterceptor(ILogger<EnvelopeInterceptor> logger) : Interceptor
{
    /// <inheritdoc/>
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (RpcException)
        {
            throw;
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Cancelled, "The caller went away."));
        }
        catch (Exception exception) when (exception is StateUnavailableException or CommitRefusedException)
        {
            LogStoreAway(exception, context.Method);
            throw new RpcException(new Status(StatusCode.Unavailable, "The store cannot be reached or refuses writes. Try again later."));
        }
        catch (Exception exception)
        {
            var told = FailureTranslation.Translate(exception) is { } failure ? WithCorrelation(failure, exception, context) : Unexpected(exception, context);
            return Activator.CreateInstance<TResponse>() is IMessage response && Envelope.IsOn(response) ? Envelope.Of<TResponse>(told) : throw StatusOf(told);
        }
    }

    private static RpcException StatusOf(PromotionFailure failure) =>
        new(new Status(ErrorCatalogue.IsRetryable(failure.Code) ? StatusCode.Unavailable : StatusCode.Internal, $"{failure.Code}: {failure.Message}"));

    private PromotionFailure WithCorrelation(PromotionFailure failure, Exception exception, ServerCallContext context) =>
        failure.Code == ErrorCodes.InternalError ? Reported(exception, context, failure.Message) : failure;

    private PromotionFailure Unexpected(Exception exception, ServerCallContext context) =>
        Reported(exception, context, "Something went wrong inside the service.");

    private PromotionFailure Reported(Exception exception, ServerCallContext context, string message)
    {
        var correlation = CallerIdentity.Read(context.RequestHeaders)?.CorrelationId;
        if (string.IsNullOrEmpty(correlation))
        {
            correlation = Activity.Current?.Id ?? Guid.NewGuid().ToString("n");
        }

        LogUnexpected(exception, context.Method, correlation);
        return new PromotionFailure(ErrorCodes.InternalError, $"{message} When reporting it, give the correlation ID {correlation}.");
    }

    [LoggerMessage(EventId = 1000, Level = LogLevel.Error, Message = "{Method} failed unexpectedly; correlation ID {CorrelationId}")]
    private partial void LogUnexpected(Exception exception, string method, string correlationId);

    [LoggerMessage(EventId = 1001, Level = LogLevel.Error, Message = "{Method} could not be served: the store is away or refuses writes")]
    private partial void LogStoreAway(Exception exception, string method);
}
