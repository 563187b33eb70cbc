using System.Net.Http.Headers;
using System.Text.Json;
using Contract.Outbound;
using FlowServiceHost.Identity;
using Microsoft.Extensions.Options;

namespace FlowServiceHost.FlowConnector.Waiting;

/// <summary>Posts service responses to the platform. It follows no redirect, sends no credentials of ours, and reads no more of an answer than it needs.</summary>
internal sealed partial class CallbackSender(CallbackHosts hosts, IOptions<FlowOptions> options, TimeProvider clock, ILogger<CallbackSender> logger) : IDisposable
{
    private const string TenantHeader = "ManyWhoTenant";
    private const int LongestAnswer = 4096;

    private readonly HttpClient _http = new(GuardedConnections.CreateHandler(hosts.Allowed)) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Sends <paramref name="body"/> to who waits for <paramref name="invocation"/>.</summary>
    public async Task<CallbackResult> SendAsync(PendingInvocation invocation, byte[] body, CancellationToken cancellationToken)
    {
        var (address, _, _) = hosts.Check(invocation.CallbackUri);
        if (address is null)
        {
            return CallbackResult.Refused;
        }

        using var limit = new CancellationTokenSource(options.Value.CallbackTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await PostAsync(address, invocation, body, either.Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            NotTaken(logger, address.IdnHost, exception is OperationCanceledException ? "no answer in time" : "no connection", invocation.Caller.CorrelationId);
            return CallbackResult.Rejected;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<CallbackResult> PostAsync(Uri address, PendingInvocation invocation, byte[] body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation(TenantHeader, invocation.TenantId);
        if (options.Value.CallbackAsPublicUser)
        {
            request.Headers.TryAddWithoutValidation("Authorization", WhoString.OfPublicUser(invocation.TenantId).Encode());
        }

        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var status = (int)response.StatusCode;
        if (status is >= 300 and < 400)
        {
            return CallbackResult.Redirected;
        }

        var word = response.IsSuccessStatusCode ? await ReadWordAsync(response, cancellationToken) : null;
        switch (word)
        {
            case "SUCCESS" or "WAIT":
                return CallbackResult.Accepted;
            case "TOKEN_COMPLETED":
                return CallbackResult.Completed;
            default:
                NotTaken(logger, address.IdnHost, $"status {status}{(response.IsSuccessStatusCode ? ", another answer than expected" : string.Empty)}", invocation.Caller.CorrelationId);
                return CallbackResult.Rejected;
        }
    }

    // The platform answers a bare JSON string. Anything longer is no answer of its.
    private static async Task<string?> ReadWordAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[LongestAnswer];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        try
        {
            return length < buffer.Length ? JsonSerializer.Deserialize<string>(buffer.AsSpan(0, length)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(EventId = 3620, Level = LogLevel.Warning, Message = "The callback to {Host} was not taken: {Reason}; correlation ID {CorrelationId}.")]
    private static partial void NotTaken(ILogger logger, string host, string reason, string correlationId);
}
