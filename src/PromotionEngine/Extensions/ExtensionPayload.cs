using System.Text.Json.Nodes;
using Contract.Errors;
using PromotionEngine.Failures;

namespace PromotionEngine.Extensions;

/// <summary>What a caller wants to change: a part of EnvironmentExtensions whose form was checked.</summary>
internal sealed class ExtensionPayload
{
    private static readonly string[] Head = ["@type", "id", "environmentId", "extensionGroupId", "partial"];

    private ExtensionPayload(ExtensionDocument document)
    {
        Entries = [.. document.Entries()];
        Fields = [.. Entries.SelectMany(entry => entry.Fields())];
    }

    /// <summary>The entries that it names.</summary>
    public IReadOnlyList<ExtensionEntry> Entries { get; }

    /// <summary>The fields that it names.</summary>
    public IReadOnlyList<ExtensionField> Fields { get; }

    /// <summary>How many values it holds: one a field; of a cross-reference table each filled place of its rows.</summary>
    public int LeafCount => Fields.Sum(value => value.Entry.Section == ExtensionSection.CrossReferences ? Math.Max(1, CellsOf(value.Node)) : 1);

    /// <summary>Reads what a caller sent.</summary>
    /// <exception cref="PromotionFailure">INVALID_REQUEST; the message never repeats a value.</exception>
    public static ExtensionPayload Read(string text, EnvironmentId environment)
    {
        var node = ExtensionJson.ParseObject(text) ?? throw Invalid("is not a JSON object (or says a member twice). Send the changed part of extensionData as JSON text");
        foreach (var name in new[] { "id", "environmentId" })
        {
            var other = ExtensionJson.Text(node, name);
            if (other.Length > 0 && other != environment.Value)
            {
                throw Invalid($"holds {name} {other}, and the request's environmentId is {environment}. Send the extensions of one environment");
            }
        }

        if (ExtensionJson.Text(node, "extensionGroupId").Length > 0)
        {
            throw Invalid("holds an extensionGroupId. Extensions are changed for the whole environment; leave it out, and name an installed pack in the entries that are its own, as extensionData does");
        }

        var unknown = node.Where(member => !Head.Contains(member.Key, StringComparer.Ordinal) && ExtensionSection.All.All(section => section.Name != member.Key)).Select(member => member.Key).ToList();
        if (unknown.Count > 0)
        {
            throw Invalid($"holds unknown sections: {Listing.Of(unknown)}. Known are {Listing.Of(ExtensionSection.All.Select(section => section.Name))}");
        }

        foreach (var section in ExtensionSection.All)
        {
            CheckForm(node, section);
        }

        return new ExtensionPayload(new ExtensionDocument(node));
    }

    private static void CheckForm(JsonObject node, ExtensionSection section)
    {
        if (node[section.Name] is not { } content)
        {
            return;
        }

        if (content is not JsonObject container || !ExtensionJson.IsList(container, section.List))
        {
            throw Invalid($"holds {section.Name} that is not an object with a list {section.List}");
        }

        var entries = new ExtensionDocument(node).EntriesOf(section).ToList();
        foreach (var entry in entries)
        {
            if (entry.Id.Length == 0)
            {
                throw Invalid($"holds a {section.List} without {section.IdName}");
            }

            CheckFields(entry);
        }

        if (entries.GroupBy(entry => entry.Key, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw Invalid($"holds {section.List} {twice.Key} twice");
        }
    }

    private static void CheckFields(ExtensionEntry entry)
    {
        var section = entry.Section;
        var groups = section.Groups.Length == 0 ? [entry.Node] : ExtensionJson.List(entry.Node, section.Groups).ToList();
        var areLists = section.Groups.Length == 0 || ExtensionJson.IsList(entry.Node, section.Groups);
        if (!areLists || (section.Fields.Length > 0 && groups.Any(group => !ExtensionJson.IsList(group, section.Fields))))
        {
            throw Invalid($"holds {section.List} {entry.Id} whose {section.Fields} is not a list of objects");
        }

        var fields = entry.Fields().ToList();
        if (section.Fields.Length > 0 && fields.Any(field => field.Id.Length == 0))
        {
            throw Invalid($"holds a {section.Fields} of {entry.Id} without {section.FieldIdName}");
        }

        if (fields.GroupBy(field => field.Key, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw Invalid($"holds {twice.First().Name} twice");
        }

        if (fields.FirstOrDefault(field => field.Node["value"] is JsonObject or JsonArray) is { } structured)
        {
            throw Invalid($"holds {structured.Name} whose value is not a text");
        }
    }

    private static int CellsOf(JsonObject table) => ExtensionJson.List(table["CrossReferenceRows"] as JsonObject, "row")
        .Sum(row => row.Count(cell => cell.Key.StartsWith("ref", StringComparison.Ordinal)));

    private static PromotionFailure Invalid(string problem) => new(ErrorCodes.InvalidRequest, $"extensionPayload {problem}.");
}
