using System.Text.Json.Nodes;
using PromotionEngine.Components;

namespace PromotionEngine.Extensions;

/// <summary>
/// Builds the partial update that changes what is wanted and nothing else: single fields where the platform takes single fields, all present values of
/// a component's process properties, whole cross-reference tables. Encrypted values are left out unless a new one is given.
/// </summary>
internal sealed class ExtensionChange
{
    private readonly SortedDictionary<string, JsonObject> _bodies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ExtensionEntry> _present;
    private readonly ILookup<string, ExtensionEntry> _anywhere;

    /// <summary>An empty change of an environment as it is now.</summary>
    public ExtensionChange(ExtensionDocument present)
    {
        _present = present.Entries().GroupBy(KeyOf, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        _anywhere = _present.Values.ToLookup(ComponentOf, StringComparer.Ordinal);
    }

    /// <summary>What to send, by installed pack; the environment's own, which comes first, by the empty text.</summary>
    public IReadOnlyDictionary<string, JsonObject> Bodies => _bodies;

    /// <summary>Whether there is nothing to send.</summary>
    public bool IsEmpty => _bodies.Count == 0;

    /// <summary>The entry as it is now, or null. One that names no pack is also found where it is in one pack only.</summary>
    public ExtensionEntry? Present(ExtensionEntry wanted) =>
        _present.GetValueOrDefault(KeyOf(wanted)) ?? (wanted.GroupId.Length == 0 && _anywhere[ComponentOf(wanted)].Take(2).ToList() is [var only] ? only : null);

    /// <summary>The packs in which the entry's component is extensible by itself.</summary>
    public IEnumerable<string> PacksOf(ExtensionEntry wanted) => _anywhere[ComponentOf(wanted)].Select(entry => entry.GroupId).Where(group => group.Length > 0);

    /// <summary>Adds fields of an entry that is there now.</summary>
    /// <param name="wanted">The entry as it shall be.</param>
    /// <param name="fields">The fields of it that shall change.</param>
    public void Add(ExtensionEntry wanted, IReadOnlyList<ExtensionField> fields)
    {
        var present = Present(wanted) ?? throw new ArgumentException($"{wanted.Name} is not there.", nameof(wanted));
        var entry = wanted.Section switch
        {
            var section when section == ExtensionSection.ProcessProperties => WholeComponent(present, fields),
            var section when section == ExtensionSection.CrossReferences => ExtensionJson.Overlay(present.Node, wanted.Node),
            var section when section == ExtensionSection.Properties => Property(wanted.Node),
            var section when section == ExtensionSection.Certificates => Sent(wanted.Fields().Single(), present.Fields().Single()),
            _ => SingleFields(present, fields),
        };
        if (entry is not null)
        {
            // It is our word for where the entry belongs, not the platform's.
            entry.Remove(ExtensionDocument.Group);
            ExtensionDocument.ListOf(BodyOf(present.GroupId), wanted.Section).Add((JsonNode)entry);
        }
    }

    private static JsonObject WholeComponent(ExtensionEntry present, IReadOnlyList<ExtensionField> fields)
    {
        var wanted = fields.ToDictionary(field => field.Id, StringComparer.Ordinal);
        var values = present.Fields().Select(field => wanted.TryGetValue(field.Id, out var change) ? Sent(change, field, over: true) ?? Kept(field) : Kept(field));
        var entry = Head(present);
        entry[present.Section.Fields] = new JsonArray([.. values.Select(value => (JsonNode)value)]);
        return entry;
    }

    private static JsonObject? SingleFields(ExtensionEntry present, IReadOnlyList<ExtensionField> fields)
    {
        var before = present.Fields().ToDictionary(field => field.Place);
        var sent = fields.Select(field => (field.Group, Node: Sent(field, before[field.Place]))).Where(field => field.Node is not null).ToList();
        if (sent.Count == 0)
        {
            return null;
        }

        var entry = Head(present);
        if (present.Section.Groups.Length == 0)
        {
            entry[present.Section.Fields] = new JsonArray([.. sent.Select(field => (JsonNode?)field.Node)]);
            return entry;
        }

        entry[present.Section.Groups] = new JsonArray([.. sent.GroupBy(field => field.Group, StringComparer.Ordinal).Select(group => (JsonNode)new JsonObject
        {
            ["id"] = group.Key,
            [present.Section.Fields] = new JsonArray([.. group.Select(field => (JsonNode?)field.Node)]),
        })]);
        return entry;
    }

    // The field as the caller wants it; null when that is no change. A secret that comes back blank or masked is one that nobody typed.
    private static JsonObject? Sent(ExtensionField wanted, ExtensionField present, bool over = false)
    {
        var node = over ? ExtensionJson.Overlay(Kept(present), wanted.Node) : (JsonObject)wanted.Node.DeepClone();
        if (!CustomPairs.GoAlong(wanted, present))
        {
            node.Remove(CustomPairs.Member);
        }

        var isReset = ExtensionJson.Flag(wanted.Node, "useDefault");
        var value = wanted.Node["value"];
        var isUntouched = value is null || (present.IsEncrypted && ExtensionJson.Text(wanted.Node, "value") is "" or SecretMask.Mask);
        if (isReset || isUntouched)
        {
            node.Remove("value");
            return isReset || HoldsMore(wanted.Node, node) ? node : null;
        }

        if (present.IsEncrypted)
        {
            node["encryptedValueSet"] = true;
        }

        node["useDefault"] = false;
        return node;
    }

    private static bool HoldsMore(JsonObject wanted, JsonObject sent) => sent[CustomPairs.Member] is not null || wanted["CloudManagedSecretConfig"] is not null;

    // A present value goes back as it came, an encrypted one without any.
    private static JsonObject Kept(ExtensionField present)
    {
        var node = (JsonObject)present.Node.DeepClone();
        if (present.IsEncrypted)
        {
            node.Remove("value");
        }

        return node;
    }

    // Dynamic process properties know no default: what has no value is set back.
    private static JsonObject Property(JsonObject wanted)
    {
        var node = (JsonObject)wanted.DeepClone();
        if (ExtensionJson.Flag(node, "useDefault") || node["value"] is null)
        {
            node.Remove("value");
        }

        node.Remove("useDefault");
        return node;
    }

    // What a component has besides its fields comes back as it is.
    private static JsonObject Head(ExtensionEntry present)
    {
        var node = (JsonObject)present.Node.DeepClone();
        node.Remove(present.Section.Fields);
        if (present.Section.Groups.Length > 0)
        {
            node.Remove(present.Section.Groups);
        }

        return node;
    }

    private JsonObject BodyOf(string group)
    {
        if (!_bodies.TryGetValue(group, out var body))
        {
            _bodies[group] = body = [];
        }

        return body;
    }

    private static string KeyOf(ExtensionEntry entry) => $"{entry.Section.Name}\u001f{entry.Key}";

    private static string ComponentOf(ExtensionEntry entry) => $"{entry.Section.Name}\u001f{entry.Id}";
}
