using System.Collections.Frozen;
using System.Text.Json.Nodes;
using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Extensions;

/// <summary>Applies what a caller sent to the stored values of an extension set.</summary>
/// <param name="set">The set before.</param>
/// <param name="values">The stored values, which are changed.</param>
/// <param name="switches">The answers to open questions.</param>
internal sealed class ExtensionUpdate(ExtensionSet set, Dictionary<ExtensionKey, StoredExtension> values, EmulatorSwitches switches)
{
    private static readonly FrozenDictionary<string, ExtensionSection> Sections = new Dictionary<string, ExtensionSection>(StringComparer.Ordinal)
    {
        ["connections"] = ExtensionSection.Connections,
        ["operations"] = ExtensionSection.Operations,
        ["tradingPartners"] = ExtensionSection.TradingPartners,
        ["sharedCommunications"] = ExtensionSection.SharedCommunications,
        ["crossReferences"] = ExtensionSection.CrossReferences,
        ["processProperties"] = ExtensionSection.ProcessProperties,
        ["properties"] = ExtensionSection.Properties,
        ["PGPCertificates"] = ExtensionSection.PgpCertificates,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly HashSet<ExtensionKey> _listed = [];

    /// <summary>A set without the sections that a body does not have.</summary>
    public static ExtensionSet OnlySent(ExtensionSet whole, JsonObject body) => whole with
    {
        Declared = whole.Declared with
        {
            Items = [.. whole.Declared.Items.Where(item => Sections.Any(section => section.Value == item.Section && body.ContainsKey(section.Key)))],
        },
    };

    /// <summary>Applies a body. A refusal in the middle leaves nothing changed, because the caller works on a copy.</summary>
    /// <exception cref="PlatformRefusal">The body names what is not extensible, or is not in order.</exception>
    public void Apply(JsonObject body)
    {
        Fields(ExtensionSection.Connections, "connections", "connection", body);
        Fields(ExtensionSection.Operations, "operations", "operation", body);
        Fields(ExtensionSection.SharedCommunications, "sharedCommunications", "sharedCommunication", body);
        Partners(body);
        Tables(body);
        ProcessProperties(body);
        Properties(body);
        Certificates(body);
        More(set.Key(ExtensionSection.Environment, string.Empty), ExtensionJson.Others(body, ["id", "environmentId", "extensionGroupId", "partial", .. Sections.Keys]));
        if (ExtensionJson.Flag(body, "partial") != true)
            ResetUnlisted();
    }

    private void Fields(ExtensionSection section, string sectionName, string itemName, JsonObject body)
    {
        foreach (var sent in ExtensionJson.List(ExtensionJson.Object(body, sectionName), itemName))
        {
            if (Declared(section, ExtensionJson.Text(sent, "id")) is not { } item)
                continue;

            More(set.Key(section, item.Id), ExtensionJson.Others(sent, "id", "name", "type", "field"));
            foreach (var field in ExtensionJson.List(sent, "field"))
                Field(item, field, string.Empty);
        }
    }

    private void Partners(JsonObject body)
    {
        foreach (var sent in ExtensionJson.List(ExtensionJson.Object(body, "tradingPartners"), "tradingPartner"))
        {
            if (Declared(ExtensionSection.TradingPartners, ExtensionJson.Text(sent, "id")) is not { } item)
                continue;

            foreach (var category in ExtensionJson.List(sent, "category"))
            {
                foreach (var field in ExtensionJson.List(category, "field"))
                    Field(item, field, ExtensionJson.Text(category, "id") ?? string.Empty);
            }
        }
    }

    private void Field(ExtensionItem item, JsonObject sent, string categoryId)
    {
        var id = ExtensionJson.Text(sent, "id");
        var field = item.Fields.FirstOrDefault(one => one.Id == id && one.CategoryId == categoryId);
        if (field is null)
        {
            RefuseUnknown($"The field {id} of {item.Name} ({item.Id})");
            return;
        }

        var key = set.Key(item.Section, item.Id, field.Id, categoryId);
        RefuseBadReference(sent);
        Store(key, sent, field.Encrypted, ["id", "value", "encryptedValueSet", "usesEncryption", "componentOverride", "useDefault"]);
    }

    private void Tables(JsonObject body)
    {
        foreach (var sent in ExtensionJson.List(ExtensionJson.Object(body, "crossReferences"), "crossReference"))
        {
            if (Declared(ExtensionSection.CrossReferences, ExtensionJson.Text(sent, "id")) is not { } item)
                continue;

            // The whole table is replaced, even by a partial update.
            var key = set.Key(item.Section, item.Id);
            _listed.Add(key);
            if (ExtensionJson.Flag(sent, "overrideValues") == false)
                values.Remove(key);
            else
                values[key] = new StoredExtension(key, Value: null, ExtensionJson.Others(sent, "id", "name", "overrideValues") ?? "{}");
        }
    }

    private void ProcessProperties(JsonObject body)
    {
        foreach (var sent in ExtensionJson.List(ExtensionJson.Object(body, "processProperties"), "ProcessProperty"))
        {
            if (Declared(ExtensionSection.ProcessProperties, ExtensionJson.Text(sent, "id")) is not { } item)
                continue;

            More(set.Key(item.Section, item.Id), ExtensionJson.Others(sent, "id", "name", "ProcessPropertyValue"));
            var listed = new HashSet<string>(StringComparer.Ordinal);
            foreach (var value in ExtensionJson.List(sent, "ProcessPropertyValue"))
            {
                var name = ExtensionJson.Text(value, "key") ?? string.Empty;
                if (item.Fields.FirstOrDefault(one => one.Id == name) is not { } field)
                {
                    RefuseUnknown($"The property {name} of {item.Name} ({item.Id})");
                    continue;
                }

                listed.Add(name);
                Store(set.Key(item.Section, item.Id, name), value, field.Encrypted,
                    ["key", "label", "value", "encryptedValueSet", "usesEncryption", "componentOverride", "validate", "useDefault"]);
            }

            if (switches.ProcessPropertiesReplacedWhole)
            {
                foreach (var field in item.Fields.Where(field => !listed.Contains(field.Id)))
                    values.Remove(set.Key(item.Section, item.Id, field.Id));
            }
        }
    }

    private void Properties(JsonObject body)
    {
        foreach (var sent in ExtensionJson.List(ExtensionJson.Object(body, "properties"), "property"))
        {
            var name = ExtensionJson.Text(sent, "name");
            if (sent.ContainsKey("useDefault"))
                throw new PlatformRefusal($"The dynamic process property {name} has no useDefault: leave out its value instead.");

            if (Declared(ExtensionSection.Properties, name) is not { } item)
                continue;

            var key = set.Key(item.Section, item.Id);
            _listed.Add(key);
            if (ExtensionJson.Text(sent, "value") is { } value)
                values[key] = new StoredExtension(key, value, ExtensionJson.Others(sent, "name", "value"));
            else
                values.Remove(key);
        }
    }

    private void Certificates(JsonObject body)
    {
        foreach (var sent in ExtensionJson.List(ExtensionJson.Object(body, "PGPCertificates"), "PGPCertificate"))
        {
            if (Declared(ExtensionSection.PgpCertificates, ExtensionJson.Text(sent, "id")) is { } item)
                Store(set.Key(item.Section, item.Id), sent, encrypted: false, ["id", "value", "useDefault"]);
        }
    }

    /// <summary>A value is stored as it is, even an empty one; without a value everything stays, unless the default is asked for.</summary>
    private void Store(ExtensionKey key, JsonObject sent, bool encrypted, ReadOnlySpan<string> known)
    {
        _listed.Add(key);
        if (ExtensionJson.Flag(sent, "useDefault") == true)
        {
            values.Remove(key);
            return;
        }

        var before = values.GetValueOrDefault(key);
        var value = ExtensionJson.Text(sent, "value");
        var stored = value is null ? before?.Value : encrypted && value.Length > 0 ? SecretMask.Hash(value) : value;
        var more = ExtensionJson.Others(sent, known) ?? before?.More;
        if (stored is not null || more is not null)
            values[key] = new StoredExtension(key, stored, more);
    }

    private void More(ExtensionKey key, string? more)
    {
        _listed.Add(key);
        if (more is not null)
            values[key] = new StoredExtension(key, Value: null, more);
    }

    private ExtensionItem? Declared(ExtensionSection section, string? id)
    {
        var item = set.Declared.Find(section, id);
        if (item is null)
            RefuseUnknown($"{section} {id}");

        return item;
    }

    private void RefuseUnknown(string what)
    {
        if (switches.UnknownExtensionRefused)
            throw new PlatformRefusal($"{what} is not extensible in environment {set.Environment.Id}.");
    }

    private static void RefuseBadReference(JsonObject sent)
    {
        if (ExtensionJson.Object(sent, "CloudManagedSecretConfig") is { } config && string.IsNullOrWhiteSpace(ExtensionJson.Text(config, "secretReference")))
            throw new PlatformRefusal("Invalid Secret Reference Value");
    }

    /// <summary>An update that is not partial sets back everything that shows and was not listed; what is hidden stays.</summary>
    private void ResetUnlisted()
    {
        foreach (var item in set.Declared.Items)
        {
            var keys = item.Fields.Select(field => set.Key(item.Section, item.Id, field.Id, field.CategoryId)).Append(set.Key(item.Section, item.Id));
            foreach (var key in keys.Where(key => !_listed.Contains(key)))
                values.Remove(key);
        }
    }
}
