using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Promo;

/// <summary>Asks a service about its audit log.</summary>
internal sealed class AuditQueries(HttpClient http, Uri host, AuthenticationHeaderValue? credentials)
{
    private const int MostTries = 5;

    /// <summary>The state of the log now.</summary>
    /// <exception cref="InvalidOperationException">The service refused to say.</exception>
    public async Task<AuditState> NewestAsync(CancellationToken cancellationToken)
    {
        using var answer = await QueryAsync(offset: 0, cancellationToken);
        var root = answer.RootElement;
        return new AuditState(root.GetProperty("chainIntact").GetBoolean(), new AuditMark(CountOf(root), FirstOf(root)));
    }

    /// <summary>Why the log cannot be the one that <paramref name="known"/> was taken from; null when it goes on from there.</summary>
    /// <exception cref="InvalidOperationException">The service refused to say, or the log grows too fast to look at it.</exception>
    public async Task<string?> ProblemAsync(AuditMark known, AuditState now, CancellationToken cancellationToken)
    {
        // Entries that are added meanwhile move the one that is looked for further back; the answer tells how many there are by then.
        var count = now.Mark.Count;
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (count < known.Count)
            {
                return $"The log has {count} entries, but {known.Count} were seen before: the newest were cut off.";
            }

            if (known.Count == 0)
            {
                return null;
            }

            using var answer = await QueryAsync(count - known.Count, cancellationToken);
            var total = CountOf(answer.RootElement);
            if (total == count)
            {
                return string.Equals(FirstOf(answer.RootElement), known.Newest, StringComparison.Ordinal)
                    ? null
                    : $"Entry {known.Count} is not the one that was seen before: the newest were cut off and others put in their place.";
            }

            count = total;
        }

        throw new InvalidOperationException($"it grew each of the {MostTries} times that entry {known.Count} was looked for. Try again when less is going on.");
    }

    private static int CountOf(JsonElement answer) => answer.GetProperty("totalCount").GetInt32();

    private static string FirstOf(JsonElement answer) => answer.GetProperty("entries") is { } entries && entries.GetArrayLength() > 0
        ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(entries[0].GetRawText())))
        : string.Empty;

    private async Task<JsonDocument> QueryAsync(int offset, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host, $"{PromoCommand.Base}/queryAudit"))
        {
            Content = new StringContent(string.Create(CultureInfo.InvariantCulture, $"{{\"limit\":1,\"offset\":{offset}}}"), Encoding.UTF8, "application/json"),
            Headers = { Authorization = credentials },
        };
        using var response = await http.SendAsync(request, cancellationToken);
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        return answer.RootElement.GetProperty("success").GetBoolean()
            ? answer
            : throw new InvalidOperationException(answer.RootElement.GetProperty("errorMessage").GetString());
    }
}
