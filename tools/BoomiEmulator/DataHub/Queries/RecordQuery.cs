using System.Xml.Linq;
using BoomiEmulator.DataHub.State;
using BoomiEmulator.DataHub.Universes;

namespace BoomiEmulator.DataHub.Queries;

/// <summary>A query of active records.</summary>
internal sealed record RecordQuery(
    Paging Paging,
    bool IncludeSourceLinks,
    IReadOnlySet<string>? View,
    IReadOnlyList<SortField> Sort,
    RecordFilter Filter)
{
    public XElement Run(Universe universe)
    {
        var rows = Order(Filter.Select(universe)).ToList();
        var (page, attributes) = Paging.Cut(rows, universe.Hub.Options.Switches.OffsetTokenOnLastPage);
        return new XElement("RecordQueryResponse", attributes, page.Select(record => Write(universe, record)));
    }

    /// <summary>The end-dated records; they cannot be filtered or sorted and come without dates.</summary>
    public static XElement RunEndDated(Universe universe, Paging paging)
    {
        var (page, attributes) = paging.Cut(universe.EndDated.ToList(), tokenOnLastPage: false);
        return new XElement(
            "RecordQueryResponse",
            attributes,
            page.Select(record => new XElement(
                "Record",
                new XAttribute("recordId", record.RecordId),
                new XElement("Fields", RecordXml.Entity(universe.Model, record.Content)))));
    }

    private IEnumerable<GoldenRecord> Order(IEnumerable<GoldenRecord> records)
    {
        if (Sort.Count == 0)
            return records;
        return Sort.Skip(1).Aggregate(
            records.OrderBy(record => record, Sort[0]),
            (ordered, key) => ordered.ThenBy(record => record, key));
    }

    private XElement Write(Universe universe, GoldenRecord record) => new(
        "Record",
        new XAttribute("recordId", record.RecordId),
        new XAttribute("createdDate", RecordXml.Seconds(record.CreatedDate)),
        new XAttribute("updatedDate", RecordXml.Seconds(record.UpdatedDate)),
        new XAttribute("recordTitle", RecordXml.Title(universe.Model, record.Content)),
        new XElement("Fields", RecordXml.Entity(universe.Model, record.Content, View)),
        IncludeSourceLinks ? RecordXml.Links(record) : null);
}
