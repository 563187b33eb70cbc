using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FlowServiceHost.Hosting;
using Microsoft.Extensions.Logging;

namespace FlowServiceHost.Identity.SignIn;

/// <summary>Redeems the issuer's code for its token, from this host to the issuer's token endpoint.</summary>
internal sealed partial class CodeExchange(LiveOptions<SignInOptions> options, ILogger<CodeExchange> logger) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = 256 * 1024,
    };

    /// <summary>The ID token for <paramref name="code"/>; null when the issuer gives none.</summary>
    public async Task<string?> RedeemAsync(Uri endpoint, string code, SignInAttempt attempt, string redirectAddress, CancellationToken cancellationToken)
    {
        var client = options.Current;
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["grant_type"] = "authorization_code",
                ["code"] = code,
                ["redirect_uri"] = redirectAddress,
                ["client_id"] = client.ClientId,
                ["code_verifier"] = attempt.Verifier,
            }),
        };
        if (client.ClientSecret.Length > 0)
        {
            var pair = $"{Uri.EscapeDataString(client.ClientId)}:{Uri.EscapeDataString(client.ClientSecret)}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }

        try
        {
            using var response = await _client.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                Refused(logger, (int)response.StatusCode);
                return null;
            }

            using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
            return answer.RootElement.ValueKind == JsonValueKind.Object && answer.RootElement.TryGetProperty("id_token", out var token) ? token.GetString() : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or InvalidOperationException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Failed(logger, exception);
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    [LoggerMessage(EventId = 3121, Level = LogLevel.Warning, Message = "The issuer's token endpoint refused a code with status {Status}.")]
    private static partial void Refused(ILogger logger, int status);

    [LoggerMessage(EventId = 3122, Level = LogLevel.Error, Message = "The issuer's token endpoint cannot be used.")]
    private static partial void Failed(ILogger logger, Exception exception);
}
