using System.Net.Http.Headers;
using System.Text;

namespace PromotionEngine.Boomi;

/// <summary>One request and its answer, bounded in time and size.</summary>
/// <param name="http">The connection.</param>
/// <param name="time">Clock of the time limit.</param>
internal sealed class BoomiExchange(HttpClient http, TimeProvider time)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The value of an Authorization header.</summary>
    public static AuthenticationHeaderValue Basic(string user, string token) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{token}")));

    /// <summary>A body in UTF-8.</summary>
    public static StringContent Body(string text, string mediaType) => new(text, StrictUtf8, mediaType);

    /// <summary>Sends <paramref name="message"/> and reads the whole answer.</summary>
    /// <exception cref="UnsentRequestException">No connection was made.</exception>
    /// <exception cref="LostAnswerException">The answer did not arrive in time, or not completely.</exception>
    /// <exception cref="UnreadableAnswerException">The answer is larger than <paramref name="maxBytes"/>, or not UTF-8.</exception>
    public async Task<BoomiAnswer> SendAsync(HttpRequestMessage message, TimeSpan limit, int maxBytes, CancellationToken cancellationToken)
    {
        using var clock = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, clock.Token);
        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return new BoomiAnswer((int)response.StatusCode, await ReadAsync(response, maxBytes, either.Token), WaitAskedFor(response.Headers.RetryAfter));
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LostAnswerException($"No answer within {limit.TotalSeconds:0.#} s.", exception);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            throw new UnsentRequestException("The server cannot be reached.", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new LostAnswerException("The connection was cut before the answer was complete.", exception);
        }
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response, int maxBytes, CancellationToken cancellationToken)
    {
        var bytes = await BoundedBody.ReadAsync(response.Content, maxBytes, cancellationToken)
            ?? throw new UnreadableAnswerException((int)response.StatusCode, $"The answer is larger than {maxBytes} bytes.");
        try
        {
            var start = bytes.Span.StartsWith("\uFEFF"u8) ? 3 : 0;
            return StrictUtf8.GetString(bytes.Span[start..]);
        }
        catch (DecoderFallbackException exception)
        {
            throw new UnreadableAnswerException((int)response.StatusCode, "The answer is not UTF-8.", exception);
        }
    }

    private TimeSpan? WaitAskedFor(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : null);
        return wait is { } value ? (value < TimeSpan.Zero ? TimeSpan.Zero : value) : null;
    }
}
