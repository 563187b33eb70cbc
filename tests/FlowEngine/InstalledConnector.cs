using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace FlowEngine;

/// <summary>A connector as the composer installs it: only what its metadata says is known of it.</summary>
public sealed class InstalledConnector
{
    private readonly HttpClient _http;
    private readonly string _base;
    private readonly AuthenticationHeaderValue _credentials;

    private InstalledConnector(HttpClient http, string baseAddress, AuthenticationHeaderValue credentials, JsonObject metadata)
    {
        _http = http;
        _base = baseAddress;
        _credentials = credentials;
        Actions = metadata["actions"]!.AsArray().ToDictionary(action => (string)action!["developerName"]!, action => action!.AsObject(), StringComparer.Ordinal);
        Types = metadata["install"]!["typeElements"]!.AsArray().ToDictionary(type => (string)type!["developerName"]!, type => type!.AsObject(), StringComparer.Ordinal);
        ConfigurationNames = [.. metadata["configurationValues"]!.AsArray().Select(value => (string)value!["developerName"]!)];
    }

    /// <summary>The actions by name.</summary>
    public IReadOnlyDictionary<string, JsonObject> Actions { get; }

    /// <summary>The types by name.</summary>
    public IReadOnlyDictionary<string, JsonObject> Types { get; }

    /// <summary>What the builder has to fill in.</summary>
    public IReadOnlyList<string> ConfigurationNames { get; }

    /// <summary>Retrieves the configuration data, then installs, as the composer's two buttons do.</summary>
    /// <exception cref="InvalidOperationException">The connector cannot be installed; the message says why.</exception>
    public static async Task<InstalledConnector> InstallAsync(HttpClient http, string baseAddress, AuthenticationHeaderValue credentials)
    {
        var first = await ReadAsync(http, $"{baseAddress}/metadata", credentials, new JsonObject { ["uri"] = baseAddress, ["configurationValues"] = new JsonArray() });
        var values = first["configurationValues"]!.AsArray().Select(value => (JsonNode)EngineValue.Simple((string)value!["developerName"]!, "filled in"));
        var metadata = await ReadAsync(http, $"{baseAddress}/metadata/install", credentials, new JsonObject { ["configurationValues"] = new JsonArray([.. values]) });
        return new InstalledConnector(http, baseAddress, credentials, metadata);
    }

    /// <summary>Posts a service request to an action, at the address that the metadata gave for it.</summary>
    public async Task<(HttpStatusCode Status, JsonObject Body)> PostAsync(string action, JsonObject request)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"{_base}/{(string)Actions[action]["uriPart"]!}");
        message.Headers.Authorization = _credentials;
        message.Content = new StringContent(request.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await _http.SendAsync(message);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject());
    }

    private static async Task<JsonObject> ReadAsync(HttpClient http, string address, AuthenticationHeaderValue credentials, JsonObject body)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        message.Headers.Authorization = credentials;
        using var answer = await http.SendAsync(message);
        var text = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"{address} answered {(int)answer.StatusCode}: {text}");
        }

        var metadata = JsonNode.Parse(text)!.AsObject();
        var breaches = Shape.BreachesOf("Metadata", metadata);
        return breaches.Count == 0 ? metadata : throw new InvalidOperationException($"{address} answered metadata that cannot be read: {string.Join("; ", breaches.Take(10))}");
    }
}
