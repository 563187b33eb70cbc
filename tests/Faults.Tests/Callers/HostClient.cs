using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using BoomiEmulator.Seeding;
using Contract.Errors;

namespace Faults.Tests.Callers;

/// <summary>
/// People and programs that call the host as its documents ask: a call under an idempotency key is repeated, with the same body, for as long as the answer says
/// that it may help.
/// </summary>
/// <param name="address">Where the host listens.</param>
/// <param name="tokens">What each person signs in with.</param>
/// <param name="note">Hears of every try, and what it brought.</param>
internal sealed class HostClient(Uri address, IReadOnlyDictionary<string, string> tokens, Action<string> note) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>How long an answer is waited for, repeats included. A call that has none by then is one that hangs.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Tokens of everybody in <paramref name="seed"/>.</summary>
    public static IReadOnlyDictionary<string, string> TokensOf(SeedWorld seed, TokenIssuer issuer) =>
        seed.Personas.ToDictionary(person => person.Name, issuer.TokenOf, StringComparer.Ordinal);

    /// <summary>Calls <paramref name="action"/> as <paramref name="person"/> until there is an answer that is final.</summary>
    public async Task<Answer> CallAsync(string person, string action, JsonObject body, string key, CancellationToken cancellationToken)
    {
        var text = body.ToJsonString();
        var since = Stopwatch.StartNew();
        for (var attempt = 1; ; attempt++)
        {
            var answer = await SendAsync(person, action, text, key, attempt, cancellationToken);
            if (answer is not null)
            {
                return answer with { Took = since.Elapsed };
            }

            if (since.Elapsed > Patience)
            {
                return new Answer(string.Empty, attempt, since.Elapsed);
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    // Null: it is worth while to ask again.
    private async Task<Answer?> SendAsync(string person, string action, string text, string key, int attempt, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"fs/PromotionService/{action}", UriKind.Relative));
        request.Content = new StringContent(text, Encoding.UTF8, "application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens[person]);
        if (key.Length > 0)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        var since = Stopwatch.StartNew();
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            var answer = new Answer(await response.Content.ReadAsStringAsync(cancellationToken), attempt);
            Note($"{(int)response.StatusCode} {answer.Code} {answer.Field("errorMessage")}");
            return response.StatusCode >= HttpStatusCode.InternalServerError || ErrorCatalogue.IsRetryable(answer.Code) ? null : answer;
        }
        catch (HttpRequestException exception)
        {
            Note(exception.Message);
            return null;
        }
        catch (TaskCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            Note(exception.Message);
            return null;
        }

        void Note(string why) => note(FormattableString.Invariant($"{person} {action} [{key}] try {attempt}, {since.Elapsed.TotalSeconds:F1} s: {why}"));
    }
}
