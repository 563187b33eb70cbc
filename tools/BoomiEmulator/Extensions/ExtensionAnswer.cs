using System.Text.Json.Nodes;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Extensions;

/// <summary>Writes extension sets. Secrets are never written, only whether there is one. Sections without anything are left out.</summary>
internal static class ExtensionAnswer
{
    /// <summary>A set as the platform answers it.</summary>
    public static WireObject Write(ExtensionSet set) => new WireObject("EnvironmentExtensions")
        .Attribute("environmentId", set.Environment.Id)
        .Attribute("extensionGroupId", set.GroupId)
        .Attribute("id", set.Id)
        .Object("connections", Section(set, ExtensionSection.Connections, "Connections", "connection", "Connection"))
        .Object("operations", Section(set, ExtensionSection.Operations, "Operations", "operation", "Operation"))
        .Object("tradingPartners", Partners(set))
        .Object("sharedCommunications", Section(set, ExtensionSection.SharedCommunications, "SharedCommunications", "sharedCommunication", "SharedCommunication"))
        .Object("crossReferences", Group(set, ExtensionSection.CrossReferences, "CrossReferences", "crossReference", Table))
        .Object("processProperties", Group(set, ExtensionSection.ProcessProperties, "OverrideProcessProperties", "ProcessProperty", ProcessProperty))
        .Object("properties", Properties(set))
        .Object("PGPCertificates", Group(set, ExtensionSection.PgpCertificates, "PGPCertificates", "PGPCertificate", Certificate))
        .More(set.Value(ExtensionSection.Environment, string.Empty)?.More);

    private static WireObject? Section(ExtensionSet set, ExtensionSection section, string type, string itemName, string itemType) =>
        Group(set, section, type, itemName, (_, item) => Head(item, itemType)
            .Attribute("type", item.Type.Length == 0 ? null : item.Type)
            .List("field", [.. item.Fields.Select(field => Field(set, item, field))])
            .More(set.Value(section, item.Id)?.More));

    private static WireObject? Group(
        ExtensionSet set, ExtensionSection section, string type, string itemName, Func<ExtensionSet, ExtensionItem, WireObject> write)
    {
        var items = set.Declared.Of(section).Select(item => write(set, item)).ToList();
        return items.Count == 0 ? null : new WireObject(type).List(itemName, items);
    }

    private static WireObject Head(ExtensionItem item, string type) => new WireObject(type).Attribute("id", item.Id).Attribute("name", item.Name);

    private static WireObject Field(ExtensionSet set, ExtensionItem item, ExtensionField field)
    {
        var stored = set.Value(item.Section, item.Id, field.Id, field.CategoryId);
        return new WireObject("Field")
            .Attribute("id", field.Id)
            .Attribute("value", field.Encrypted ? null : stored?.Value)
            .Attribute("encryptedValueSet", IsSecretSet(field, stored))
            .Attribute("usesEncryption", field.Encrypted)
            .Attribute("componentOverride", value: false)
            .Attribute("useDefault", stored?.Value is null)
            .More(stored?.More);
    }

    private static WireObject? Partners(ExtensionSet set) =>
        Group(set, ExtensionSection.TradingPartners, "TradingPartners", "tradingPartner", static (set, item) => Head(item, "TradingPartner")
            .List("category", [.. item.Fields.GroupBy(static field => (field.CategoryId, field.CategoryName)).Select(category => new WireObject("TradingPartnerCategory")
                .Attribute("id", category.Key.CategoryId)
                .Attribute("name", category.Key.CategoryName)
                .List("field", [.. category.Select(field => Field(set, item, field))]))]));

    private static WireObject Table(ExtensionSet set, ExtensionItem item)
    {
        var stored = set.Value(item.Section, item.Id);
        return Head(item, "CrossReference").Attribute("overrideValues", stored is not null).More(stored?.More);
    }

    private static WireObject ProcessProperty(ExtensionSet set, ExtensionItem item) => Head(item, "OverrideProcessProperty")
        .List("ProcessPropertyValue", [.. item.Fields.Select(field =>
        {
            var stored = set.Value(item.Section, item.Id, field.Id);
            return new WireObject("ProcessPropertyValue")
                .Attribute("key", field.Id)
                .Attribute("label", field.Label)
                .Attribute("value", field.Encrypted ? null : stored?.Value)
                .Attribute("encryptedValueSet", IsSecretSet(field, stored))
                .Attribute("usesEncryption", field.Encrypted)
                .Attribute("useDefault", stored?.Value is null)
                .More(stored?.More);
        })])
        .More(set.Value(item.Section, item.Id)?.More);

    private static WireObject? Properties(ExtensionSet set)
    {
        var items = set.Declared.Of(ExtensionSection.Properties).Select(item =>
        {
            var stored = set.Value(item.Section, item.Id);
            return new WireObject(string.Empty).Attribute("name", item.Name).Attribute("value", stored?.Value).More(stored?.More);
        }).ToList();
        return items.Count == 0 ? null : new WireObject(string.Empty).List("property", items);
    }

    private static WireObject Certificate(ExtensionSet set, ExtensionItem item)
    {
        var stored = set.Value(item.Section, item.Id);
        return new WireObject("PGPCertificate")
            .Attribute("id", item.Id)
            .Attribute("value", stored?.Value)
            .Attribute("useDefault", stored?.Value is null)
            .More(stored?.More);
    }

    private static bool IsSecretSet(ExtensionField field, StoredExtension? stored) => field.Encrypted && stored?.Value is { Length: > 0 };

    private static WireObject More(this WireObject target, string? json)
    {
        if (json is not null)
        {
            foreach (var (name, value) in (JsonObject)JsonNode.Parse(json)!)
                target.Json(name, value?.DeepClone());
        }

        return target;
    }
}
