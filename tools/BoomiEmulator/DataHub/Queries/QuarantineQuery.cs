using System.Xml.Linq;
using BoomiEmulator.DataHub.Modelling;
using BoomiEmulator.DataHub.State;
using BoomiEmulator.DataHub.Universes;

namespace BoomiEmulator.DataHub.Queries;

/// <summary>A query of quarantine entries, newest first.</summary>
internal static class QuarantineQuery
{
    private static readonly string[] Causes =
    [
        "PARSE_FAILURE", "FIELD_FORMAT_ERROR", "REQUIRED_FIELD", "REFERENCE_UNKNOWN", "POSSIBLE_DUPLICATE", "MULTIPLE_MATCHES", "AMBIGUOUS_MATCH",
        "DUPLICATE_KEY", "ENRICH_ERROR", "INCORPORATE_ERROR", "MATCH_REFERENCE_UNKNOWN", "RECORD_ALREADY_ENDDATED", "REQUIRES_APPROVAL",
        "REQUIRES_END_DATE_APPROVAL", "REQUIRES_UPDATE_APPROVAL", "REQUIRES_UPDATE_WITH_BASE_VALUE_APPROVAL",
    ];

    private static readonly string[] Resolutions =
    [
        "GRID_DELETED", "INCORPORATE_SUCCESS", "RESTORED", "SUPERSEDED", "USER_APPROVED", "USER_IGNORE", "USER_IGNORED_ENRICHMENT", "USER_MATCHED",
        "USER_REJECTED", "USER_REPLAY", "USER_REPLAY_WITH_EDITS", "USER_RETRIED_ENRICHMENT", "USER_SELECTIVE_MERGED",
    ];

    public static XElement Run(Universe universe, XElement request)
    {
        if (request.Name != "QuarantineQueryRequest")
            throw RecordQueryReader.Unreadable();
        var type = request.Attr("type") ?? "ACTIVE";
        if (type is not ("ACTIVE" or "RESOLVED" or "ALL"))
            throw RecordQueryReader.Unreadable();

        var paging = Paging.Read(request.Attr("limit"), request.Attr("offsetToken") is { Length: > 0 } token ? token : null, universe.Hub.Options);
        var tests = ReadFilter(universe, request.Element("filter"), type == "RESOLVED");
        var or = request.Element("filter")?.Attr("op") == "OR";
        var rows = universe.State.Quarantine
            .Where(entry => type == "ALL" || entry.EndDate is null == (type == "ACTIVE"))
            .Where(entry => tests.Count == 0 || (or ? tests.Exists(test => test(entry)) : tests.TrueForAll(test => test(entry))))
            .Reverse()
            .OrderByDescending(entry => entry.CreatedDate)
            .ToList();
        var (page, attributes) = paging.Cut(rows, tokenOnLastPage: false);
        var withData = request.Attr("includeData") is not "false";
        return new XElement("QuarantineQueryResponse", attributes, page.Select(entry => Write(entry, withData)));
    }

    private static List<Predicate<QuarantineEntry>> ReadFilter(Universe universe, XElement? filter, bool resolved)
    {
        var tests = new List<Predicate<QuarantineEntry>>();
        if (filter is null)
            return tests;

        var source = filter.Element("sourceId")?.Value.Trim();
        if (!string.IsNullOrEmpty(source))
            tests.Add(entry => entry.SourceId == source);
        // Without a source the entity id has no effect.
        if (!string.IsNullOrEmpty(source) && filter.Element("sourceEntityId")?.Value.Trim() is { Length: > 0 } entityId)
            tests.Add(entry => entry.SourceEntityId == entityId);
        if (filter.Element("createdDate") is { } created)
            tests.Add(Range(created, entry => entry.CreatedDate));
        if (filter.Element("endDate") is { } ended)
            tests.Add(Range(ended, entry => entry.EndDate));

        var causes = Tokens(filter, "cause", Causes);
        if (causes.Count > 0)
            tests.Add(entry => causes.Contains(entry.Cause));
        var resolutions = Tokens(filter, "resolution", Resolutions);
        if (resolutions.Count > 0 && resolved)
            tests.Add(entry => entry.Resolution is not null && resolutions.Contains(entry.Resolution));
        foreach (var field in filter.Elements("field"))
            tests.Add(FieldStartsWith(universe, field.Attr("name") ?? string.Empty, field.Attr("value") ?? string.Empty));
        return tests;
    }

    private static Predicate<QuarantineEntry> Range(XElement element, Func<QuarantineEntry, DateTimeOffset?> of)
    {
        var range = FilterReader.ReadRange(element);
        return entry => range(of(entry));
    }

    private static HashSet<string> Tokens(XElement filter, string name, string[] known)
    {
        var tokens = filter.Elements(name).Select(element => element.Value.Trim()).ToHashSet(StringComparer.Ordinal);
        return tokens.FirstOrDefault(token => !known.Contains(token, StringComparer.Ordinal)) is { } unknown
            ? throw DataHubRefusalException.BadRequest($"Invalid quarantine {name}: {unknown}")
            : tokens;
    }

    /// <summary>Fields are asked for by unique id but stand in the entity under their names.</summary>
    private static Predicate<QuarantineEntry> FieldStartsWith(Universe universe, string uniqueId, string value)
    {
        if (!universe.Model.Fields.TryGetValue(uniqueId, out var field))
            throw FilterReader.UnknownField(uniqueId, universe);
        return entry => XElement.Parse(entry.EntityXml).Descendants(field.ElementName)
            .Any(element => element.Value.Trim().StartsWith(value, StringComparison.OrdinalIgnoreCase));
    }

    private static XElement Write(QuarantineEntry entry, bool withData) => new(
        "QuarantineEntry",
        new XAttribute("createdDate", RecordXml.Seconds(entry.CreatedDate)),
        new XAttribute("sourceId", entry.SourceId),
        entry.SourceEntityId is { } id ? new XAttribute("sourceEntityId", id) : null,
        new XAttribute("transactionId", entry.TransactionId),
        entry.EndDate is { } ended ? new XAttribute("endDate", RecordXml.Seconds(ended)) : null,
        Content(entry, name => name),
        withData ? new XElement("entity", XElement.Parse(entry.EntityXml)) : null);

    /// <summary>The children that an entry has on both surfaces.</summary>
    public static IEnumerable<XElement> Content(QuarantineEntry entry, Func<XName, XName> name)
    {
        yield return new XElement(name("cause"), entry.Cause);
        yield return new XElement(name("reason"), entry.Reason);
        if (entry.Fields.Count > 0)
            yield return new XElement(name("fields"), string.Join(',', entry.Fields));
        if (entry.MatchRule is { } rule)
            yield return new XElement(name("matchRule"), rule);
        if (entry.Resolution is { } resolution)
            yield return new XElement(name("resolution"), resolution);
    }
}
