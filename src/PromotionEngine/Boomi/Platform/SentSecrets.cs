using System.Text.Json;
using PromotionEngine.Components;

namespace PromotionEngine.Boomi.Platform;

/// <summary>Takes out of the platform's refusals what the refused request carried and nobody may read.</summary>
internal static class SentSecrets
{
    // In extensions any value may be a secret of its environment; what is told apart by is not, and helps whoever corrects the request.
    private static readonly string[] Names =
    [
        "@type", "id", "key", "name", "type", "environmentId", "enviromentId", "extensionGroupId", "mapId", "processId", "componentOverride", "language", "xpath", "fromXPath", "toXPath", "fromFunction",
        "toFunction",
    ];

    /// <summary><paramref name="message"/> without the secrets of <paramref name="request"/>; nothing of it when they cannot be told.</summary>
    public static string Hide(string message, PlatformRequest request)
    {
        if (message.Length == 0 || !request.Writes)
        {
            return message;
        }

        try
        {
            return request.BodyForm switch
            {
                PlatformBody.Xml => ForeignText.Hide(message, SecretValues.Read(ComponentDocument.Parse(request.Body)).Values),
                PlatformBody.Json => ForeignText.Hide(message, Json(request)),
                _ => message,
            };
        }
        catch (Exception exception) when (exception is ComponentXmlException or JsonException)
        {
            return string.Empty;
        }
    }

    private static List<string> Json(PlatformRequest request)
    {
        var values = new List<string>();
        using var document = JsonDocument.Parse(request.Body);
        Func<string, bool> isSecret = request.Path.StartsWith("Environment", StringComparison.Ordinal) ? name => !Names.Contains(name, StringComparer.Ordinal) : name => SecretName.IsSecret(name);
        Add(document.RootElement, string.Empty, all: false);
        return values;

        // What stands below credentials is secret whatever it is called.
        void Add(JsonElement element, string name, bool all)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Object:
                    foreach (var member in element.EnumerateObject())
                    {
                        Add(member.Value, member.Name, all || member.Name is "BrowseSettings");
                    }

                    break;
                case JsonValueKind.Array:
                    foreach (var item in element.EnumerateArray())
                    {
                        Add(item, name, all);
                    }

                    break;
                case JsonValueKind.String when all || isSecret(name):
                    values.Add(element.GetString()!);
                    break;
                case JsonValueKind.Number when all || isSecret(name):
                    values.Add(element.GetRawText());
                    break;
            }
        }
    }
}
