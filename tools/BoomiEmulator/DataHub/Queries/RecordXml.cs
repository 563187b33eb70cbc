using System.Globalization;
using System.Xml.Linq;
using BoomiEmulator.DataHub.Modelling;
using BoomiEmulator.DataHub.State;
using BoomiEmulator.DataHub.Universes;

namespace BoomiEmulator.DataHub.Queries;

/// <summary>Golden records as the repository side writes them.</summary>
internal static class RecordXml
{
    /// <summary>The wrapper with the fields that have a value, in the order of the model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="content">The values.</param>
    /// <param name="view">Unique ids to write, or null for all.</param>
    /// <param name="leading">Elements to put before the fields.</param>
    public static XElement Entity(ModelDefinition model, RecordContent content, IReadOnlySet<string>? view = null, params object?[] leading) =>
        new(model.EntityName, leading, Members(model.Members, content, view));

    public static XElement Links(GoldenRecord record) => new("links", record.Links.Select(link => new XElement(
        "link",
        new XAttribute("source", link.Source),
        new XAttribute("entityId", link.EntityId),
        new XAttribute("establishedDate", Seconds(link.EstablishedDate)))));

    /// <summary>A single record: dates in the form <c>04-23-2012T14:30:26.000-0400</c>, and the record id as <c>id</c>.</summary>
    public static XElement Single(Universe universe, GoldenRecord record)
    {
        if (!record.IsActive)
            return Version(universe, record, record.Versions[^1]);
        return Entity(
            universe.Model,
            record.Content,
            view: null,
            new XAttribute("createddate", Long(record.CreatedDate)),
            new XAttribute("grid", record.RecordId),
            new XAttribute("updateddate", Long(record.UpdatedDate)),
            new XAttribute("source", record.CreatingSource),
            new XElement("id", record.RecordId));
    }

    /// <summary>One version of a record, as in its history.</summary>
    public static XElement Version(Universe universe, GoldenRecord record, RecordVersion version) => Entity(
        universe.Model,
        version.Content,
        view: null,
        version.EndDate is { } ended ? new XAttribute("enddate", Long(ended)) : null,
        new XAttribute("grid", record.RecordId),
        new XAttribute("source", version.Source),
        version.EndDateSource is { } by ? new XAttribute("enddatesource", by) : null,
        new XAttribute("startdate", Long(version.StartDate)),
        new XAttribute("version", version.Version),
        new XAttribute("transactionId", version.TransactionId),
        new XElement("id", record.RecordId));

    public static string Title(ModelDefinition model, RecordContent content) =>
        string.Join(' ', model.TitleFields.Select(field => content[field]).OfType<string>());

    public static string Seconds(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static string Long(DateTimeOffset time) => time.UtcDateTime.ToString("MM-dd-yyyyTHH:mm:ss.fff", CultureInfo.InvariantCulture) + "+0000";

    private static IEnumerable<XElement> Members(IReadOnlyList<FieldMember> members, RecordContent content, IReadOnlySet<string>? view)
    {
        foreach (var member in members)
        {
            switch (member)
            {
                case FieldDefinition field when content[field.UniqueId] is { } text && (view is null || view.Contains(field.UniqueId)):
                    yield return new XElement(field.ElementName, text);
                    break;
                case FieldGroup group when Members(group.Members, content, view).ToList() is { Count: > 0 } inner:
                    yield return new XElement(group.ElementName, inner);
                    break;
                case FieldCollection collection when content.Collections.TryGetValue(collection.UniqueId, out var items) && Seen(collection, view):
                    yield return new XElement(collection.ElementName, items.Select(item => Item(collection, item)));
                    break;
            }
        }
    }

    private static bool Seen(FieldCollection collection, IReadOnlySet<string>? view) =>
        view is null || view.Contains(collection.UniqueId) || collection.Fields.Any(field => view.Contains(field.UniqueId));

    private static XElement Item(FieldCollection collection, IReadOnlyDictionary<string, string> item) => collection.ItemIsText
        ? new XElement(collection.ItemName, item.GetValueOrDefault(collection.Fields[0].UniqueId))
        : new XElement(
            collection.ItemName,
            collection.Fields.Where(field => item.ContainsKey(field.UniqueId)).Select(field => new XElement(field.ElementName, item[field.UniqueId])));
}
