using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;

namespace GrpcRuntime.Tests.Misuse;

/// <summary>Sends what no gRPC client would. Every answer must come within a few seconds.</summary>
internal sealed class RawClient : IDisposable
{
    public const string Say = "/promotion.testing.v1.Echo/Say";

    private readonly HttpClient _client;

    public RawClient(EchoServer server)
    {
        _client = new HttpClient { BaseAddress = new Uri(server.Address), Timeout = TimeSpan.FromSeconds(60) };
    }

    public static byte[] Frame(byte[] payload, byte flag = 0)
    {
        var frame = new byte[5 + payload.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), payload.Length);
        payload.CopyTo(frame, 5);
        return frame;
    }

    public Task<Answer> PostAsync(string path, byte[] body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, new ByteArrayContent(body), HttpVersion.Version20, "application/grpc", headers);

    public async Task<Answer> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? content,
        Version version,
        string? contentType,
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        if (contentType is not null && content is not null)
        {
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _client.SendAsync(request);
        var body = await response.Content.ReadAsByteArrayAsync();
        var fields = response.Headers.Concat(response.TrailingHeaders).Concat(response.Content.Headers)
            .ToDictionary(field => field.Key, field => string.Join(',', field.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer((int)response.StatusCode, body, fields, TrailersOnly: response.Headers.Contains("grpc-status"));
    }

    public void Dispose() => _client.Dispose();

    public sealed record Answer(int HttpStatus, byte[] Body, IReadOnlyDictionary<string, string> Fields, bool TrailersOnly)
    {
        public string? Status => Fields.GetValueOrDefault("grpc-status");

        public string? Message => Fields.GetValueOrDefault("grpc-message");
    }
}
