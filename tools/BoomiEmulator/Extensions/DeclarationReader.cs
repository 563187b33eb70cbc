using System.Xml;
using System.Xml.Linq;
using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Extensions;

/// <summary>
/// Reads what a process declares as extensible. Partners, shared communications and maps are declared in a form of our own, because no public source
/// shows the real one: <c>PartnerOverrides/PartnerOverride/category/field</c>, <c>PartnerOverrides/SharedCommunicationOverride/field</c>,
/// <c>Extensions/DataMaps/DataMapOverride</c>.
/// </summary>
internal static class DeclarationReader
{
    private static readonly string[] SecretEndings = ["password", "passphrase", "secret", "token", "privatekey", "securitytoken"];

    /// <summary>Everything that one process declares.</summary>
    /// <param name="process">The process, in the revision that is deployed.</param>
    /// <param name="find">Gives a component of the account that built it, or null.</param>
    public static DeclaredExtensions Read(ComponentRevision process, Func<string, ComponentRevision?> find)
    {
        if (process.Content.OverridesXml.Length == 0)
            return new DeclaredExtensions([], []);

        using var reader = Xml.Fragment(process.Content.OverridesXml);
        reader.MoveToContent();
        var root = ((XElement)XNode.ReadFrom(reader)).Element("Overrides");
        if (root is null)
            return new DeclaredExtensions([], []);

        List<ExtensionItem> items =
        [
            .. Elements(root, "Connections", "ConnectionOverride").Select(one => WithFields(ExtensionSection.Connections, one, find)),
            .. Elements(root, "Operations", "OperationOverride").Select(one => WithFields(ExtensionSection.Operations, one, find)),
            .. Elements(root, "PartnerOverrides", "PartnerOverride").Select(one => Partner(one, find)),
            .. Elements(root, "PartnerOverrides", "SharedCommunicationOverride").Select(one => WithFields(ExtensionSection.SharedCommunications, one, find)),
            .. Elements(root, "CrossReferenceOverrides", "CrossReferenceOverride").Where(IsOpen).Select(one => Whole(ExtensionSection.CrossReferences, one, find)),
            .. Elements(root, "DefinedProcessPropertyOverrides", "OverrideableDefinedProcessPropertyComponent").Select(one => ProcessProperty(one, find)),
            .. Elements(root, "Properties", "PropertyOverride").Select(static one =>
                new ExtensionItem(ExtensionSection.Properties, Attribute(one, "name"), Attribute(one, "name"), string.Empty, [])),
            .. Elements(root, "PGPOverrides", "PGPOverride").Where(IsOpen).Select(one => Whole(ExtensionSection.PgpCertificates, one, find)),
        ];
        var maps = Elements(root.Element("Extensions") ?? root, "DataMaps", "DataMapOverride")
            .Select(one => new MapDeclaration(process.ComponentId, Attribute(one, "mapId"), Name(one, find(Attribute(one, "mapId")))));
        return new DeclaredExtensions([.. items.Where(static item => item.Id.Length > 0)], [.. maps]);
    }

    private static IEnumerable<XElement> Elements(XElement root, string parent, string name) => root.Element(parent)?.Elements(name) ?? [];

    private static ExtensionItem WithFields(ExtensionSection section, XElement item, Func<string, ComponentRevision?> find)
    {
        var component = find(Attribute(item, "id"));
        return new ExtensionItem(
            section, Attribute(item, "id"), Name(item, component), Attribute(item, "type"), [.. item.Elements("field").Where(IsOpen).Select(field => Field(field, component))]);
    }

    private static ExtensionItem Partner(XElement item, Func<string, ComponentRevision?> find)
    {
        var component = find(Attribute(item, "id"));
        var fields = item.Elements("category").SelectMany(category => category.Elements("field").Where(IsOpen).Select(field => Field(field, component) with
        {
            CategoryId = Attribute(category, "id"),
            CategoryName = Attribute(category, "name"),
        }));
        return new ExtensionItem(ExtensionSection.TradingPartners, Attribute(item, "id"), Name(item, component), string.Empty, [.. fields]);
    }

    private static ExtensionItem Whole(ExtensionSection section, XElement item, Func<string, ComponentRevision?> find) =>
        new(section, Attribute(item, "id"), Name(item, find(Attribute(item, "id"))), string.Empty, []);

    private static ExtensionItem ProcessProperty(XElement item, Func<string, ComponentRevision?> find)
    {
        var id = Attribute(item, "componentId");
        var component = find(id);
        return new ExtensionItem(ExtensionSection.ProcessProperties, id, Name(item, component), string.Empty, [.. item
            .Elements("OverrideableDefinedProcessPropertyValue").Where(IsOpen)
            .Select(value => new ExtensionField(Attribute(value, "key"), Attribute(value, "name"), IsMarked(value) || Holds(component, $"[@key='{Attribute(value, "key")}']/")))]);
    }

    private static ExtensionField Field(XElement field, ComponentRevision? component)
    {
        var (id, path) = (Attribute(field, "id"), Attribute(field, "xpath").TrimStart('/'));
        var secret = IsMarked(field)
            || Array.Exists(SecretEndings, ending => id.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            || (path.Length > 0 && component?.Content.Secrets.Any(one => one.Path.EndsWith(path, StringComparison.Ordinal)) == true);
        return new ExtensionField(id, Attribute(field, "label"), secret);
    }

    private static bool Holds(ComponentRevision? component, string part) =>
        component?.Content.Secrets.Any(one => one.Path.Contains(part, StringComparison.Ordinal)) == true;

    private static bool IsMarked(XElement element) => Attribute(element, "usesEncryption") == "true";

    private static bool IsOpen(XElement element) => Attribute(element, "overrideable") != "false";

    private static string Name(XElement item, ComponentRevision? component) => component?.Name ?? Attribute(item, "name");

    private static string Attribute(XElement element, string name) => element.Attribute(name)?.Value ?? string.Empty;
}
