using System.Net;
using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client;

/// <summary>Makes the HTTP request of a call.</summary>
internal static class RequestMessage
{
    private const string UserAgent = "grpc-csharp-promotion/1.0";

    /// <summary>A request with <paramref name="frame"/> as its body, which handlers on the way may read as often as they like.</summary>
    public static HttpRequestMessage Create(
        GrpcChannel channel,
        IMethod method,
        string? host,
        CallOptions options,
        ReadOnlyMemory<byte> frame,
        TimeSpan? timeout)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(channel.Address, method.FullName))
        {
            Version = channel.Options.HttpVersion ?? HttpVersion.Version20,
            VersionPolicy = channel.Options.HttpVersionPolicy ?? HttpVersionPolicy.RequestVersionExact,
            Content = new ReadOnlyMemoryContent(frame),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", ProtocolNames.ContentType);
        request.Headers.TryAddWithoutValidation("TE", "trailers");
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        request.Headers.TryAddWithoutValidation(ProtocolNames.AcceptEncoding, ProtocolNames.ReadableEncodings);
        request.Headers.Host = host;
        if (timeout is { } span)
        {
            request.Headers.TryAddWithoutValidation(ProtocolNames.Timeout, GrpcTimeout.Format(span));
        }

        foreach (var (name, values) in MetadataHeaders.Encode(options.Headers ?? Metadata.Empty))
        {
            request.Headers.TryAddWithoutValidation(name, values);
        }

        return request;
    }
}
