using System.Xml.Linq;
using BoomiEmulator.DataHub.Modelling;
using BoomiEmulator.DataHub.State;
using BoomiEmulator.DataHub.Universes;

namespace BoomiEmulator.DataHub.Queries;

/// <summary>Reads the filter of a record query or of an end-date request, with the documented complaints.</summary>
internal static class FilterReader
{
    private const int RecordIdLimit = 100;

    public static RecordFilter Read(XElement filter, Universe universe)
    {
        var op = filter.Attr("op") ?? "AND";
        if (op is not ("AND" or "OR"))
            throw RecordQueryReader.Unreadable();
        var criteria = new List<Criterion>();
        IReadOnlyList<string>? recordIds = null;
        foreach (var child in filter.Elements())
        {
            if (child.Name == "recordIds")
                recordIds = ReadRecordIds(child);
            else
                criteria.Add(ReadCriterion(child, universe));
        }

        return new RecordFilter(op == "OR", criteria, recordIds);
    }

    public static DataHubRefusalException UnknownField(string uniqueId, Universe universe) =>
        DataHubRefusalException.BadRequest($"This 'fieldId', '{uniqueId}', is not in the model '{universe.Model.Name.ToUpperInvariant()}'.");

    /// <summary>A range with one or both ends.</summary>
    public static Func<DateTimeOffset?, bool> ReadRange(XElement element)
    {
        var from = ReadTime(element, "from");
        var to = ReadTime(element, "to");
        return time => time is { } at && (from is null || at >= from) && (to is null || at <= to);
    }

    private static Criterion ReadCriterion(XElement child, Universe universe)
    {
        switch (child.Name.LocalName)
        {
            case "fieldValue":
                return FieldCriterion.Read(child, universe);
            case "createdDate":
                var created = ReadRange(child);
                return new Criterion(record => created(record.CreatedDate));
            case "updatedDate":
                var updated = ReadRange(child);
                return new Criterion(record => updated(record.UpdatedDate));
            case "creatingSourceId":
                var source = child.Value.Trim();
                if (source.Length == 0)
                    throw DataHubRefusalException.BadRequest("The 'creatingSourceId' cannot be blank when the element is present.");
                return new Criterion(record => record.CreatingSource == source);
            case "sourceLink":
                return ReadSourceLink(child);
            case "unresolvedReference":
                return ReadUnresolved(child, universe);
            case "tags":
                throw ComplainAboutTags(child, universe);
            default:
                throw RecordQueryReader.Unreadable();
        }
    }

    private static List<string> ReadRecordIds(XElement element)
    {
        var ids = element.Elements("recordId").Select(id => id.Value.Trim()).ToList();
        if (ids.Count == 0)
            throw DataHubRefusalException.BadRequest("The 'recordIds' element must contain at least one 'recordId' element.");
        if (ids.Exists(id => id.Length == 0))
            throw DataHubRefusalException.BadRequest("The 'recordId' cannot be blank when the element is present.");
        return ids.Count > RecordIdLimit
            ? throw DataHubRefusalException.BadRequest("The 'recordIds' element contains more than 100 'recordId' elements.")
            : ids;
    }

    private static Criterion ReadSourceLink(XElement element)
    {
        var source = element.Element("sourceId")?.Value.Trim();
        var type = element.Element("linkType")?.Value.Trim();
        var missing = new[] { (Name: "sourceId", Text: source), (Name: "linkType", Text: type) }
            .Where(part => string.IsNullOrEmpty(part.Text)).Select(part => $"'{part.Name}'").ToList();
        if (missing.Count > 0)
            throw DataHubRefusalException.BadRequest($"{(missing.Count == 1 ? "One" : "Both")} of the 'sourceLink' elements is missing: {string.Join(", ", missing)}.");
        return type switch
        {
            "LINKED" => new Criterion(record => Linked(record, source!)),
            "NOT_LINKED" => new Criterion(record => !Linked(record, source!)),
            _ => throw DataHubRefusalException.BadRequest("Source link type must be one of { 'LINKED, NOT_LINKED' }"),
        };
    }

    private static bool Linked(GoldenRecord record, string source) => record.Links.Exists(link => link.Source == source);

    private static Criterion ReadUnresolved(XElement element, Universe universe)
    {
        var uniqueId = element.Element("fieldId")?.Value.Trim();
        var source = element.Element("sourceId")?.Value.Trim();
        if (string.IsNullOrEmpty(uniqueId) && string.IsNullOrEmpty(source))
            throw DataHubRefusalException.BadRequest("Both of the 'unresolvedReference' elements are required: 'fieldId', 'sourceId'.");
        if (string.IsNullOrEmpty(uniqueId) || string.IsNullOrEmpty(source))
            throw DataHubRefusalException.BadRequest($"One of the 'unresolvedReference' elements is missing: '{(string.IsNullOrEmpty(uniqueId) ? "fieldId" : "sourceId")}'.");
        if (!universe.Model.Fields.TryGetValue(uniqueId, out var field))
            throw UnknownField(uniqueId, universe);
        if (field.Type != FieldType.REFERENCE)
            throw DataHubRefusalException.BadRequest($"The field type for an 'unresolvedReference' condition must be REFERENCE: fieldId = '{uniqueId}'; type = '{field.Type}'.");
        return new Criterion(record => record.Unresolved.TryGetValue(uniqueId, out var from) && (source == "@all" || from == source));
    }

    private static DataHubRefusalException ComplainAboutTags(XElement element, Universe universe)
    {
        if (universe.Model.Tags.Count == 0)
            return DataHubRefusalException.BadRequest("There are no tags defined in this universe.");
        var unknown = element.Elements("tagName").Select(tag => tag.Value.Trim()).FirstOrDefault(tag => !universe.Model.Tags.Contains(tag, StringComparer.Ordinal));
        return DataHubRefusalException.BadRequest(unknown is null
            ? "The emulator does not apply tags to records, so it cannot filter by them."
            : $"The tagName '{unknown}' is not defined in this universe.");
    }

    private static DateTimeOffset? ReadTime(XElement element, string name)
    {
        var text = element.Element(name)?.Value.Trim();
        if (string.IsNullOrEmpty(text))
            return null;
        return FieldFormat.TryDateTime(text, out var time)
            ? time
            : throw DataHubRefusalException.BadRequest(
                $"This date-time has a bad value in it or is not formatted correctly (YYYY-MM-DDT00:00:00Z): '{text}'; fieldId = '{element.Name.LocalName}'.");
    }
}
