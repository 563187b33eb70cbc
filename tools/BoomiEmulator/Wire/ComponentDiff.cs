using System.Globalization;
using System.Xml.Linq;
using BoomiEmulator.State;

namespace BoomiEmulator.Wire;

/// <summary>
/// Compares two versions of a component. Elements are matched by name and by their <c>id</c>, <c>key</c>, <c>name</c> or <c>componentId</c> attribute,
/// those without one by their place among their like.
/// </summary>
internal static class ComponentDiff
{
    private static readonly string[] KeyAttributes = ["id", "key", "name", "componentId"];

    /// <summary>All differences, in the order of the documents.</summary>
    public static IReadOnlyList<DiffChange> Between(ComponentRevision older, ComponentRevision newer)
    {
        var changes = new List<DiffChange>();
        Compare(Document(older), Document(newer), "/Component[1]", "/Component[1]", changes);
        return changes;
    }

    private static XElement Document(ComponentRevision revision)
    {
        var root = new XElement("Component", new XAttribute("name", revision.Name), new XElement("description", revision.Content.Description));
        Append(root, revision.Content.ObjectXml);
        Append(root, revision.Content.OverridesXml);
        return root;
    }

    private static void Append(XElement root, string part)
    {
        if (part.Length == 0)
            return;

        using var reader = Xml.Fragment(part);
        reader.MoveToContent();
        root.Add((XElement)XNode.ReadFrom(reader));
    }

    private static void Compare(XElement older, XElement newer, string oldPath, string newPath, List<DiffChange> changes)
    {
        CompareAttributes(older, newer, oldPath, newPath, changes);
        if (Text(older) is var before && Text(newer) is var after && before != after)
            changes.Add(Change(DiffKind.Modification, "text", newer.Name.LocalName, newer, (oldPath, before), (newPath, after)));

        var left = Children(older, oldPath);
        var right = Children(newer, newPath);
        foreach (var (key, (element, path)) in left)
        {
            if (right.TryGetValue(key, out var match))
                Compare(element, match.Element, path, match.Path, changes);
            else
                changes.Add(Change(DiffKind.Deletion, "element", element.Name.LocalName, element, (path, Markup(element)), null));
        }

        foreach (var (key, (element, path)) in right)
        {
            if (!left.ContainsKey(key))
                changes.Add(Change(DiffKind.Addition, "element", element.Name.LocalName, element, null, (path, Markup(element))));
        }
    }

    private static void CompareAttributes(XElement older, XElement newer, string oldPath, string newPath, List<DiffChange> changes)
    {
        foreach (var attribute in older.Attributes().Where(static one => !one.IsNamespaceDeclaration))
        {
            var name = attribute.Name.LocalName;
            var match = newer.Attribute(attribute.Name);
            if (match is null)
                changes.Add(Change(DiffKind.Deletion, "attribute", name, older, ($"{oldPath}/@{name}", attribute.Value), null));
            else if (match.Value != attribute.Value)
                changes.Add(Change(DiffKind.Modification, "attribute", name, newer, ($"{oldPath}/@{name}", attribute.Value), ($"{newPath}/@{name}", match.Value)));
        }

        foreach (var attribute in newer.Attributes().Where(one => !one.IsNamespaceDeclaration && older.Attribute(one.Name) is null))
        {
            var name = attribute.Name.LocalName;
            changes.Add(Change(DiffKind.Addition, "attribute", name, newer, null, ($"{newPath}/@{name}", attribute.Value)));
        }
    }

    private static Dictionary<string, (XElement Element, string Path)> Children(XElement parent, string parentPath)
    {
        var children = new Dictionary<string, (XElement, string)>(StringComparer.Ordinal);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var child in parent.Elements())
        {
            var name = child.Name.LocalName;
            var place = places[name] = places.GetValueOrDefault(name) + 1;
            var path = string.Create(CultureInfo.InvariantCulture, $"{parentPath}/{name}[{place}]");
            var (attribute, value) = KeyOf(child);
            if (attribute is null || !children.TryAdd($"{name} {attribute} {value}", (child, path)))
                children.Add(string.Create(CultureInfo.InvariantCulture, $"{name} {place}"), (child, path));
        }

        return children;
    }

    private static (string? Attribute, string? Value) KeyOf(XElement element)
    {
        var key = KeyAttributes.FirstOrDefault(name => element.Attribute(name) is not null);
        return (key, key is null ? null : element.Attribute(key)!.Value);
    }

    private static string Text(XElement element) => string.Concat(element.Nodes().OfType<XText>().Select(static text => text.Value)).Trim();

    private static string Markup(XElement element) => element.ToString(SaveOptions.DisableFormatting);

    private static DiffChange Change(
        DiffKind kind, string type, string name, XElement element, (string Path, string Value)? before, (string Path, string Value)? after)
    {
        var (attribute, value) = KeyOf(element);
        return new DiffChange(kind, type, name, element.Name.LocalName, attribute, value, before?.Path, before?.Value, after?.Path, after?.Value);
    }
}
