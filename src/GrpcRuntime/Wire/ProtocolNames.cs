namespace Grpc.Wire;

/// <summary>Names that the gRPC protocol over HTTP/2 gives to headers and values.</summary>
internal static class ProtocolNames
{
    public const string ContentType = "application/grpc";
    public const string Status = "grpc-status";
    public const string Message = "grpc-message";
    public const string Timeout = "grpc-timeout";
    public const string Encoding = "grpc-encoding";
    public const string AcceptEncoding = "grpc-accept-encoding";
    public const string Identity = "identity";
    public const string Gzip = "gzip";

    /// <summary>What this runtime can read. It never compresses what it sends.</summary>
    public const string ReadableEncodings = Identity + "," + Gzip;

    /// <summary>Whether <paramref name="value"/> is <c>application/grpc</c>, alone or with a message format or parameters behind it.</summary>
    public static bool IsGrpcContentType(string? value) =>
        value is not null
        && value.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase)
        && (value.Length == ContentType.Length || value[ContentType.Length] is '+' or ';' or ' ');
}
