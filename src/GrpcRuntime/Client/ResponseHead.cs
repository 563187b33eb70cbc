using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client;

/// <summary>Reads what surrounds the messages of a response: headers, trailers, status.</summary>
internal static class ResponseHead
{
    /// <summary>Throws <see cref="RpcException"/> when the response is not gRPC.</summary>
    public static void Check(HttpResponseMessage response)
    {
        // A status that the server names goes before all else, whatever the HTTP status says.
        if (HasStatus(response.Headers))
        {
            return;
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new RpcException(new Status(
                FromHttp(response.StatusCode),
                $"The server answered with HTTP status {(int)response.StatusCode} and without a gRPC status."));
        }

        if (response.Version.Major < 2)
        {
            throw new RpcException(new Status(StatusCode.Internal, "The server answered over HTTP/1."));
        }

        var contentType = response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var values) ? values.ToString() : null;
        if (!ProtocolNames.IsGrpcContentType(contentType))
        {
            throw new RpcException(new Status(StatusCode.Unknown, $"The server answered with content type '{contentType ?? "(none)"}', which is not gRPC."));
        }
    }

    /// <summary>The value of <c>grpc-encoding</c>; null when absent.</summary>
    public static string? Encoding(HttpResponseMessage response) => Value(response.Headers, ProtocolNames.Encoding);

    /// <summary>The metadata of a response's headers or trailers.</summary>
    public static Metadata ReadMetadata(HttpResponseHeaders headers)
    {
        var metadata = new Metadata();
        foreach (var (name, values) in headers.NonValidated)
        {
            foreach (var value in values)
            {
                try
                {
                    MetadataHeaders.Decode(name, value, metadata);
                }
                catch (FormatException exception)
                {
                    throw new RpcException(new Status(StatusCode.Internal, $"The response header {name} is not base64.", exception));
                }
            }
        }

        return metadata.Freeze();
    }

    /// <summary>Status and trailers after the body was read to its end. Throws UNKNOWN when the server sent no status.</summary>
    public static (Status Status, Metadata Trailers) ReadOutcome(HttpResponseMessage response)
    {
        var source = HasStatus(response.Headers) ? response.Headers : response.TrailingHeaders;
        var text = Value(source, ProtocolNames.Status)
            ?? throw new RpcException(new Status(StatusCode.Unknown, "The server ended the call without a status."));
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw new RpcException(new Status(StatusCode.Unknown, "The server ended the call with a status that is not a number."));
        }

        var code = number <= (int)StatusCode.Unauthenticated ? (StatusCode)number : StatusCode.Unknown;
        return (new Status(code, StatusMessage.Decode(Value(source, ProtocolNames.Message) ?? string.Empty)), ReadMetadata(source));
    }

    private static bool HasStatus(HttpResponseHeaders headers) => headers.NonValidated.Contains(ProtocolNames.Status);

    private static string? Value(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    // As the protocol's table for answers of proxies says.
    private static StatusCode FromHttp(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => StatusCode.Internal,
        HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
        HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
        HttpStatusCode.NotFound => StatusCode.Unimplemented,
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };
}
