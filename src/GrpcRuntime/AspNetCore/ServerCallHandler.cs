using System.Diagnostics.CodeAnalysis;
using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grpc.AspNetCore.Server;

/// <summary>Takes the requests of one rpc from HTTP to its handler and brings back the answer; every request gets one.</summary>
internal abstract class ServerCallHandler<TService, TRequest, TResponse>(Method<TRequest, TResponse> method, ServerCallSettings settings)
    where TService : class
    where TRequest : class
    where TResponse : class
{
    protected Method<TRequest, TResponse> Method => method;

    protected ServerCallSettings Settings => settings;

    /// <summary>Answers one request.</summary>
    public Task HandleAsync(HttpContext http) => RequestChecks.Refuse(http, out var refusal) ? refusal : AnswerAsync(http);

    /// <summary>Runs the handler and sends what it returns, but not the status.</summary>
    protected abstract Task InvokeAsync(TRequest request, HttpServerCallContext context, ServiceScope<TService> scope);

    private async Task AnswerAsync(HttpContext http)
    {
        // Routes ignore case, method names do not.
        if (!http.Request.Path.Value!.EndsWith(method.FullName, StringComparison.Ordinal))
        {
            await UnknownMethodEndpoint.AnswerAsync(http);
            return;
        }

        TimeSpan? timeout = null;
        if (http.Request.Headers.TryGetValue(ProtocolNames.Timeout, out var value))
        {
            if (!GrpcTimeout.TryParse(value.ToString(), out var parsed))
            {
                await RequestChecks.AnswerAsync(http, new Status(StatusCode.Internal, $"The header {ProtocolNames.Timeout} is malformed."));
                return;
            }

            timeout = parsed;
        }

        using var context = new HttpServerCallContext(http, method.FullName, timeout, settings.TimeProvider);
        var work = RunAsync(context);
        if (await Task.WhenAny(work, context.DeadlineReached) != work)
        {
            // The caller hears of it now, however long the handler takes to notice.
            ServerLog.DeadlineExceeded(settings.Logger, method.FullName);
            await EndAsync(context, new Status(StatusCode.DeadlineExceeded, "The deadline passed."), trailers: null);
        }

        await work;
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever a handler lets through becomes a status.")]
    private async Task RunAsync(HttpServerCallContext context)
    {
        Status status;
        Metadata? trailers = null;
        try
        {
            var request = await ReadRequestAsync(context);
            await using var scope = new ServiceScope<TService>(context.HttpContext.RequestServices, settings.Interceptors);
            await InvokeAsync(request, context, scope);
            status = context.Status;
        }
        catch (Exception exception)
        {
            (status, trailers) = StatusOf(exception, context);
        }

        await EndAsync(context, status, trailers);
    }

    private async Task EndAsync(HttpServerCallContext context, Status status, Metadata? trailers)
    {
        try
        {
            await context.Response.EndAsync(status, trailers);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            ServerLog.CallerWentAway(settings.Logger, method.FullName);
        }
    }

    private async ValueTask<TRequest> ReadRequestAsync(HttpServerCallContext context)
    {
        // The limit on messages stands instead of the one on bodies.
        if (context.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } bodySize)
        {
            bodySize.MaxRequestBodySize = null;
        }

        var encoding = context.HttpContext.Request.Headers[ProtocolNames.Encoding];
        var reader = new MessageReader(
            context.HttpContext.Request.BodyReader,
            settings.MaxReceiveMessageSize,
            encoding.Count == 0 ? null : encoding.ToString(),
            StatusCode.Unimplemented);
        return await reader.ReadSingleAsync(method.RequestMarshaller.ContextualDeserializer, context.CancellationToken);
    }

    private (Status Status, Metadata? Trailers) StatusOf(Exception exception, HttpServerCallContext context)
    {
        if (context.IsPastDeadline)
        {
            return (new Status(StatusCode.DeadlineExceeded, "The deadline passed."), null);
        }

        if (context.CancellationToken.IsCancellationRequested)
        {
            ServerLog.CallerWentAway(settings.Logger, method.FullName);
            return (new Status(StatusCode.Cancelled, "The call was cancelled."), null);
        }

        switch (exception)
        {
            case RpcException { StatusCode: not StatusCode.OK } rpc:
                ServerLog.Refused(settings.Logger, method.FullName, rpc.StatusCode, rpc.Status.Detail);
                return (rpc.Status, rpc.Trailers);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return (new Status(StatusCode.ResourceExhausted, "The request body is larger than the server allows."), null);
            case BadHttpRequestException:
                return (new Status(StatusCode.Internal, "The request body cannot be read."), null);
            default:
                ServerLog.HandlerFailed(settings.Logger, method.FullName, exception);
                var detail = settings.EnableDetailedErrors
                    ? $"Exception was thrown by handler. {exception.GetType().Name}: {exception.Message}"
                    : "Exception was thrown by handler.";
                return (new Status(StatusCode.Unknown, detail), null);
        }
    }
}
