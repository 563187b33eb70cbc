using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Testing.Secrets;

namespace EndToEnd.Tests;

/// <summary>Calls a sandbox as its users do, knowing only what the info file says.</summary>
internal sealed class SandboxClient(JsonNode info) : IDisposable
{
    private readonly HttpClient _http = new(new WatchedAnswers(new SocketsHttpHandler())) { Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>What the info file says.</summary>
    public JsonNode Info => info;

    /// <summary>Address of the host.</summary>
    public string Host => (string)info["host"]!;

    /// <summary>Address of the engine.</summary>
    public string Grpc => (string)info["grpc"]!;

    /// <summary>The development accounts.</summary>
    public IReadOnlyList<string> DevAccounts => [.. info["accounts"]!["dev"]!.AsArray().Select(account => (string)account!)];

    /// <summary>Reads an info file.</summary>
    public static async Task<SandboxClient> FromAsync(string infoFile) => new(JsonNode.Parse(await File.ReadAllTextAsync(infoFile))!);

    /// <summary>An action called with the token of a person.</summary>
    public Task<JsonObject> AsAsync(string persona, string action, object body) =>
        PostAsync(action, body, new AuthenticationHeaderValue("Bearer", (string)info["personas"]![persona]!["token"]!));

    /// <summary>An action called by the trusted connector.</summary>
    public Task<JsonObject> AsConnectorAsync(string action, object body)
    {
        var pair = $"{info["basic"]!["user"]}:{info["basic"]!["token"]}";
        return PostAsync(action, body, new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))));
    }

    /// <summary>The status of a GET without credentials.</summary>
    public async Task<(int Status, string Text)> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(Host + path));
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<JsonObject> PostAsync(string action, object body, AuthenticationHeaderValue credentials)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Host}/fs/PromotionService/{action}");
        request.Headers.Authorization = credentials;
        request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), $"{action}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }
}
