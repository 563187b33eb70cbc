using System.Xml.Linq;
using BoomiEmulator.DataHub.Modelling;
using BoomiEmulator.DataHub.Universes;

namespace BoomiEmulator.DataHub.Queries;

/// <summary>Reads a <c>RecordQueryRequest</c>.</summary>
internal static class RecordQueryReader
{
    public static DataHubRefusalException Unreadable() =>
        DataHubRefusalException.BadRequest("Unable to read message body. Please make sure the XML structure and namespace are correct.");

    public static RecordQuery Read(XElement request, Universe universe)
    {
        if (request.Name.LocalName != "RecordQueryRequest")
            throw NoQuery(universe.Hub.Options);
        if (request.DescendantsAndSelf().Any(element => element.Name.NamespaceName.Length > 0)
            || request.Elements().Any(child => child.Name.LocalName is not ("view" or "sort" or "filter")))
        {
            throw Unreadable();
        }

        return new RecordQuery(
            Paging.Read(request.Attr("limit"), request.Attr("offsetToken"), universe.Hub.Options),
            request.Flag("includeSourceLinks"),
            ReadView(request.Element("view"), universe),
            ReadSort(request.Element("sort"), universe),
            request.Element("filter") is { } filter ? FilterReader.Read(filter, universe) : RecordFilter.All);
    }

    /// <summary>The answer to a body that is no record query at all.</summary>
    public static DataHubRefusalException NoQuery(DataHubOptions options) => options.Switches.MalformedQueryIsBadRequest
        ? Unreadable()
        : DataHubRefusalException.Error(403, "Unable to unmarshal RecordQueryRequest object from request stream.");

    private static HashSet<string>? ReadView(XElement? view, Universe universe)
    {
        if (view is null)
            return null;
        var fields = view.Elements("fieldId").Select(field => field.Value.Trim()).ToList();
        if (fields.Exists(field => field.Length == 0))
            throw DataHubRefusalException.BadRequest("Each 'fieldId' element in the VIEW must be non-blank: fieldId = ''.");
        foreach (var field in fields.Where(field => !universe.Model.Fields.ContainsKey(field) && !universe.Model.Collections.ContainsKey(field)))
            throw FilterReader.UnknownField(field, universe);
        return [.. fields];
    }

    private static List<SortField> ReadSort(XElement? sort, Universe universe)
    {
        var fields = new List<SortField>();
        foreach (var element in sort?.Elements() ?? [])
        {
            if (element.Name != "sortField" || element.Elements().Any(child => child.Name.LocalName is not ("fieldId" or "direction")))
                throw Unreadable();
            var field = element.Element("fieldId")?.Value.Trim();
            if (string.IsNullOrEmpty(field))
                throw DataHubRefusalException.BadRequest("Each 'sortField' element must have a 'fieldId' element which is non-blank.");
            var direction = element.Element("direction")?.Value.Trim() ?? "ASC";
            if (direction is not ("ASC" or "DESC"))
                throw DataHubRefusalException.BadRequest("Each 'direction' element in the sort must be one of: ASC or DESC.");
            fields.Add(new SortField(field, direction == "DESC", TypeOf(field, universe)));
        }

        return fields;
    }

    private static FieldType TypeOf(string field, Universe universe)
    {
        if (field is SortField.Created or SortField.Updated)
            return FieldType.DATETIME;
        if (!universe.Model.Fields.TryGetValue(field, out var definition))
        {
            throw universe.Model.Collections.ContainsKey(field)
                ? DataHubRefusalException.BadRequest($"Sorting on this field type is not supported: fieldId = '{field}'; type = 'COLLECTION'.")
                : FilterReader.UnknownField(field, universe);
        }

        if (definition.Type == FieldType.REFERENCE || definition.CollectionId is not null)
        {
            var type = definition.CollectionId is null ? "REFERENCE" : "COLLECTION";
            throw DataHubRefusalException.BadRequest($"Sorting on this field type is not supported: fieldId = '{field}'; type = '{type}'.");
        }

        return definition.Type;
    }
}
