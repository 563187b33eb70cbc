using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;

namespace PromotionEngine.Extensions;

/// <summary>The extensions of an environment as the platform wrote them, or a part of them as a caller sent it.</summary>
internal sealed class ExtensionDocument(JsonObject node)
{
    /// <summary>The member of an entry that names the installed pack whose extension it is. The platform has it at the head of the pack's own answer.</summary>
    public const string Group = "extensionGroupId";

    private const int FieldHashCharacters = 16;

    /// <summary>The JSON.</summary>
    public JsonObject Node { get; } = node;

    /// <summary>One document of an environment's own extensions and those of the packs that the platform answers by themselves, whose entries name their pack.</summary>
    public static ExtensionDocument Of(IReadOnlyList<EnvironmentExtensionSet> sets)
    {
        var whole = (JsonObject)sets[0].Node.DeepClone();
        foreach (var set in sets.Skip(1))
        {
            foreach (var entry in new ExtensionDocument(set.Node).Entries())
            {
                var copy = (JsonObject)entry.Node.DeepClone();
                copy[Group] = set.GroupId;
                ListOf(whole, entry.Section).Add((JsonNode)copy);
            }
        }

        return new ExtensionDocument(whole);
    }

    /// <summary>The list of a section's entries in a document, made where it is missing.</summary>
    public static JsonArray ListOf(JsonObject document, ExtensionSection section)
    {
        if (document[section.Name] is not JsonObject container)
        {
            document[section.Name] = container = [];
        }

        if (container[section.List] is not JsonArray list)
        {
            // A list of one may come as its bare member.
            container[section.List] = list = [.. ExtensionJson.List(container, section.List).Select(single => (JsonNode)single.DeepClone())];
        }

        return list;
    }

    /// <summary>All entries, section by section.</summary>
    public IEnumerable<ExtensionEntry> Entries() => ExtensionSection.All.SelectMany(EntriesOf);

    /// <summary>The entries of a section.</summary>
    public IEnumerable<ExtensionEntry> EntriesOf(ExtensionSection section) =>
        ExtensionJson.List(Node[section.Name] as JsonObject, section.List).Select(entry => new ExtensionEntry(section, ExtensionJson.Text(entry, section.IdName), entry));

    /// <summary>The document without any encrypted value, should the platform ever write one.</summary>
    public ExtensionDocument WithoutEncryptedValues() => Changed(field => field.IsEncrypted, static node => node.Remove("value"));

    /// <summary>The document as it is kept: what is secret is masked, and what is a secret by its name only, too.</summary>
    public ExtensionDocument Masked() => Changed(
        field => field.HasEncryptedValue || (field.IsSecret && field.Node["value"] is not null),
        static node => node["value"] = SecretMask.Mask);

    /// <summary>A short hash of each field with everything that stands in it, by the field's key; names for people beside them.</summary>
    public IReadOnlyDictionary<string, FieldImage> Image() => Entries()
        .SelectMany(entry => entry.Fields())
        .GroupBy(field => field.Key, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => new FieldImage(group.First().Name, HashOf(group.First().Node)[..FieldHashCharacters]), StringComparer.Ordinal);

    /// <summary>One hash over all fields.</summary>
    public static string HashOf(IReadOnlyDictionary<string, FieldImage> image) =>
        HashOf(string.Join('\n', image.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value.Hash}")));

    private ExtensionDocument Changed(Func<ExtensionField, bool> chosen, Action<JsonObject> change)
    {
        var copy = new ExtensionDocument((JsonObject)Node.DeepClone());
        foreach (var field in copy.Entries().SelectMany(entry => entry.Fields()))
        {
            if (chosen(field))
            {
                change(field.Node);
            }

            CustomPairs.HideEncrypted(field.Node);
        }

        return copy;
    }

    // Members in a fixed order, so that another order of the same is the same.
    private static string HashOf(JsonNode node) => HashOf(Sorted(node)!.ToJsonString());

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
