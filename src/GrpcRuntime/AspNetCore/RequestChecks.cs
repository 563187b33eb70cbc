using System.Globalization;
using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Server;

/// <summary>Turns away requests that are no gRPC calls, with the HTTP statuses that the protocol names.</summary>
internal static class RequestChecks
{
    /// <summary>Whether a request is no gRPC call; <paramref name="answer"/> then sends the answer.</summary>
    public static bool Refuse(HttpContext context, out Task answer)
    {
        answer = Task.CompletedTask;
        if (!ProtocolNames.IsGrpcContentType(context.Request.ContentType))
        {
            answer = RefuseAsync(
                context,
                StatusCodes.Status415UnsupportedMediaType,
                new Status(StatusCode.Internal, $"The content type must begin with {ProtocolNames.ContentType}."));
            return true;
        }

        if (!HttpProtocol.IsHttp2(context.Request.Protocol) && !HttpProtocol.IsHttp3(context.Request.Protocol))
        {
            // The name of the version, because the old upgrade token for cleartext is withdrawn.
            context.Response.Headers.Upgrade = "HTTP/2";
            context.Response.Headers.Connection = "Upgrade";
            answer = RefuseAsync(context, StatusCodes.Status426UpgradeRequired, new Status(StatusCode.Internal, "gRPC needs HTTP/2."));
            return true;
        }

        return false;
    }

    /// <summary>Answers with a status and nothing else.</summary>
    public static Task AnswerAsync(HttpContext context, Status status)
    {
        context.Response.ContentType = ProtocolNames.ContentType;
        WriteStatus(context.Response.Headers, status);
        return context.Response.CompleteAsync();
    }

    /// <summary>Writes a status into headers or trailers.</summary>
    public static void WriteStatus(IHeaderDictionary target, Status status)
    {
        target[ProtocolNames.Status] = ((int)status.StatusCode).ToString(CultureInfo.InvariantCulture);
        if (status.Detail.Length > 0)
        {
            target[ProtocolNames.Message] = StatusMessage.Encode(status.Detail);
        }
    }

    private static Task RefuseAsync(HttpContext context, int httpStatus, Status status)
    {
        context.Response.StatusCode = httpStatus;
        WriteStatus(context.Response.Headers, status);
        return context.Response.CompleteAsync();
    }
}
