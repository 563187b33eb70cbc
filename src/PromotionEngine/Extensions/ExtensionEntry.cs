using System.Text.Json.Nodes;

namespace PromotionEngine.Extensions;

/// <summary>An entry of a section: a component, or a dynamic process property.</summary>
/// <param name="Section">The section.</param>
/// <param name="Id">ID of the component, or name of the property.</param>
/// <param name="Node">The entry's JSON.</param>
internal sealed record ExtensionEntry(ExtensionSection Section, string Id, JsonObject Node)
{
    /// <summary>ID of the component; empty for a dynamic process property.</summary>
    public string ComponentId => Section.ComponentType.Length > 0 ? Id : string.Empty;

    /// <summary>Name for people.</summary>
    public string Name => ExtensionJson.Text(Node, "name") is { Length: > 0 } name ? name : Id;

    /// <summary>The installed pack whose extension it is; empty for those of the environment itself. See <see cref="ExtensionDocument.Of"/>.</summary>
    public string GroupId => ExtensionJson.Text(Node, ExtensionDocument.Group);

    /// <summary>Tells it apart from the others of its section: the same component may be extensible in several packs.</summary>
    public string Key => GroupId.Length == 0 ? Id : $"{Id} ({GroupId})";

    /// <summary>The entry's fields; the entry itself where it is the value.</summary>
    public IEnumerable<ExtensionField> Fields()
    {
        if (Section.Fields.Length == 0)
        {
            return [new ExtensionField(this, string.Empty, string.Empty, Node)];
        }

        var groups = Section.Groups.Length == 0 ? [Node] : ExtensionJson.List(Node, Section.Groups);
        return groups.SelectMany(group => ExtensionJson.List(group, Section.Fields).Select(field => new ExtensionField(
            this, Section.Groups.Length == 0 ? string.Empty : ExtensionJson.Text(group, "id"), ExtensionJson.Text(field, Section.FieldIdName), field)));
    }
}
