using System.Text.Json;
using System.Text.Json.Nodes;

namespace PromotionEngine.Extensions;

/// <summary>
/// Tells an edit that was made already, and whose answer was lost, from somebody else's: all that changed since its reading is what it wants. Then it may be made again.
/// </summary>
internal static class RepeatedEdit
{
    /// <summary>Whether every one of the fields that changed is in the payload and holds what that wants.</summary>
    /// <param name="changed">Keys of the fields that changed since the reading.</param>
    /// <param name="payload">What is wanted.</param>
    /// <param name="present">The extensions as they are.</param>
    public static bool IsMade(IEnumerable<string> changed, ExtensionPayload payload, ExtensionDocument present)
    {
        var there = present.Entries().SelectMany(entry => entry.Fields()).ToLookup(field => field.Key, StringComparer.Ordinal);
        var asked = payload.Fields.ToDictionary(field => field.Key, StringComparer.Ordinal);
        return changed.All(key => asked.TryGetValue(key, out var wanted) && there[key].FirstOrDefault() is { } field && Holds(field, wanted));
    }

    private static bool Holds(ExtensionField present, ExtensionField wanted)
    {
        var section = wanted.Entry.Section;
        if (section == ExtensionSection.CrossReferences)
        {
            return Covers(present.Node, wanted.Node);
        }

        var isNamed = wanted.Node["value"] is not null;
        if (ExtensionJson.Flag(wanted.Node, "useDefault") || (section == ExtensionSection.Properties && !isNamed))
        {
            return ExtensionJson.Flag(present.Node, "useDefault") || (present.Node["value"] is null && !present.HasEncryptedValue);
        }

        if (present.IsEncrypted)
        {
            // What it holds nobody can say: a new value that the caller sends is as good as held, and written again.
            return ExtensionJson.Text(wanted.Node, "value") is not ("" or Components.SecretMask.Mask);
        }

        var plain = (JsonObject)wanted.Node.DeepClone();
        CustomPairs.HideEncrypted(plain);
        var pairs = plain[CustomPairs.Member];
        return (isNamed || pairs is not null)
            && (!isNamed || (!ExtensionJson.Flag(present.Node, "useDefault") && Covers(present.Node["value"], wanted.Node["value"])))
            && (pairs is null || Covers(present.Node[CustomPairs.Member], pairs));
    }

    // Whether all that is wanted is there; the platform writes more, types and empty columns for example.
    private static bool Covers(JsonNode? present, JsonNode? wanted) => (present, wanted) switch
    {
        (JsonArray there, JsonArray asked) => there.Count == asked.Count && there.Zip(asked).All(pair => Covers(pair.First, pair.Second)),
        (JsonArray { Count: 1 } there, JsonObject asked) => Covers(there[0], asked),
        (JsonObject there, JsonObject asked) => asked.All(member => member.Key == "@type" || Covers(there[member.Key], member.Value)),
        (null or JsonValue, null or JsonValue) => TextOf(present) == TextOf(wanted),
        _ => false,
    };

    private static string TextOf(JsonNode? value) => value is null ? string.Empty : value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
}
