using System.Net.Sockets;
using Contract.Actions;
using Contract.Calls;
using Contract.Errors;
using FlowServiceHost.Actions;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FlowServiceHost.Engine;

/// <summary>Calls the engine for any action, and turns a failed call into an outcome of the contract.</summary>
public sealed partial class EngineInvoker(
    CallInvoker invoker, EngineMethods methods, IOptions<EngineOptions> options, TimeProvider clock, ILogger<EngineInvoker> logger)
{
    private const int ComeBackSoon = 5;
    private const int ComeBackLater = 30;

    /// <summary>Sends <paramref name="request"/> and answers what the engine says. Only the caller's own cancellation throws.</summary>
    public async Task<ActionOutcome> InvokeAsync(ActionDefinition action, IMessage request, EngineCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(call);
        var deadline = clock.GetUtcNow().AddSeconds(options.Value.DeadlineSeconds).UtcDateTime;
        try
        {
            using var running = invoker.AsyncUnaryCall(methods.Of(action), host: null, new CallOptions(HeadersOf(call), deadline, cancellationToken), request);
            var response = await running.ResponseAsync;
            var headers = await running.ResponseHeadersAsync;
            var isAccepted = IsTrue(headers.GetValue(CallMetadata.Accepted)) || IsTrue(running.GetTrailers().GetValue(CallMetadata.Accepted));
            return ActionOutcome.Answered(action, response, isAccepted);
        }
        catch (RpcException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (RpcException exception)
        {
            return Failed(action, exception, call.Caller.CorrelationId);
        }
        catch (InvalidProtocolBufferException exception)
        {
            return Internal(action, exception, StatusCode.DataLoss, call.Caller.CorrelationId);
        }
    }

    private static Metadata HeadersOf(EngineCall call)
    {
        var headers = new Metadata();
        call.Caller.AddTo(headers);
        if (call.IdempotencyKey is not null)
        {
            headers.Add(CallMetadata.IdempotencyKey, call.IdempotencyKey);
        }

        if (call.PrimaryAccountId is not null)
        {
            headers.Add(CallMetadata.PrimaryAccount, call.PrimaryAccountId);
        }

        if (call.RespondAsync)
        {
            headers.Add(CallMetadata.RespondAsync, "true");
        }

        return headers;
    }

    private static bool IsTrue(string? text) => string.Equals(text, "true", StringComparison.Ordinal);

    // The exchange ended by what happened to its connection and not by a word of the engine, whatever status that has: an engine that was killed, or stopped in the
    // middle of an answer. Repeating the call may help, and must not be refused as a last word.
    private static bool IsBroken(Exception? cause) => cause is HttpRequestException or IOException or SocketException or OperationCanceledException or ObjectDisposedException;

    private ActionOutcome Failed(ActionDefinition action, RpcException exception, string correlationId)
    {
        var retryAfter = int.TryParse(exception.Trailers.GetValue(CallMetadata.RetryAfter), out var seconds) && seconds > 0 ? seconds : (int?)null;
        switch (exception.StatusCode)
        {
            case StatusCode.Unimplemented:
                return ActionOutcome.Refused(action, ErrorCodes.NotImplemented, $"The action {action.Name} is not built yet.");
            case StatusCode.Unavailable:
            case var _ when IsBroken(exception.Status.DebugException):
                Unreachable(logger, action.Name, exception);
                return ActionOutcome.Refused(
                    action,
                    ErrorCodes.InternalError,
                    $"The promotion engine cannot be reached; try again in a moment. Correlation ID: {correlationId}.",
                    StatusCodes.Status503ServiceUnavailable,
                    retryAfter ?? ComeBackSoon);
            case StatusCode.DeadlineExceeded:
                TooLate(logger, action.Name, options.Value.DeadlineSeconds);
                return ActionOutcome.Refused(
                    action,
                    ErrorCodes.InternalError,
                    $"The promotion engine did not answer within {options.Value.DeadlineSeconds} s; what it began may go on. "
                    + $"Look at the promotion, or repeat the request with the same Idempotency-Key. Correlation ID: {correlationId}.",
                    StatusCodes.Status503ServiceUnavailable,
                    retryAfter ?? ComeBackLater);
            case StatusCode.ResourceExhausted when retryAfter is not null:
                return ActionOutcome.Refused(
                    action, ErrorCodes.ApiRateLimit, "Too many requests; try again later.", StatusCodes.Status429TooManyRequests, retryAfter);
            default:
                return Internal(action, exception, exception.StatusCode, correlationId);
        }
    }

    private ActionOutcome Internal(ActionDefinition action, Exception exception, StatusCode status, string correlationId)
    {
        CallFailed(logger, action.Name, status, correlationId, exception);
        return ActionOutcome.Refused(
            action, ErrorCodes.InternalError, $"Something went wrong inside the service. When reporting it, give the correlation ID {correlationId}.");
    }
}
