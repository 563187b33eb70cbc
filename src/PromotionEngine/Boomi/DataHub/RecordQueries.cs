using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace PromotionEngine.Boomi.DataHub;

/// <summary>Queries of golden records as DataHub's XML has them, and their answers.</summary>
internal static class RecordQueries
{
    /// <summary>Most records in a page.</summary>
    public const int PageSize = 200;

    /// <summary>Most values in an OR of one query.</summary>
    public const int ValuesPerQuery = 100;

    /// <summary>The body of a query. It has no namespace: DataHub refuses one.</summary>
    public static string Request(GoldenRecordModel model, RecordFilter filter, RecordSort? sort, bool links, string offsetToken)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            writer.WriteStartElement("RecordQueryRequest");
            writer.WriteAttributeString("limit", PageSize.ToString(CultureInfo.InvariantCulture));
            if (offsetToken.Length > 0)
            {
                writer.WriteAttributeString("offsetToken", offsetToken);
            }

            if (links)
            {
                writer.WriteAttributeString("includeSourceLinks", "true");
            }

            Sort(writer, model, sort);
            Filter(writer, model, filter);
            writer.WriteEndElement();
        }

        return text.ToString();
    }

    /// <summary>Reads a page.</summary>
    public static RecordPage Read(XElement root, GoldenRecordModel model)
    {
        var records = root.Named("Record").Select(record => Record(record, model)).ToList();
        return new RecordPage(records, Number(root, "totalCount"), root.Attribute("offsetToken")?.Value.Trim() ?? string.Empty);
    }

    private static void Sort(XmlWriter writer, GoldenRecordModel model, RecordSort? sort)
    {
        if (sort is null)
        {
            return;
        }

        writer.WriteStartElement("sort");
        writer.WriteStartElement("sortField");
        writer.WriteElementString("fieldId", sort.Field.StartsWith('@') ? sort.Field : model.Field(sort.Field).UniqueId);
        writer.WriteElementString("direction", sort.Descending ? "DESC" : "ASC");
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void Filter(XmlWriter writer, GoldenRecordModel model, RecordFilter filter)
    {
        if (filter.Conditions.Count == 0)
        {
            return;
        }

        writer.WriteStartElement("filter");
        writer.WriteAttributeString("op", filter.MatchAny ? "OR" : "AND");
        foreach (var condition in filter.Conditions)
        {
            writer.WriteStartElement("fieldValue");
            writer.WriteElementString("fieldId", model.Field(condition.Field).UniqueId);
            writer.WriteElementString("operator", Word(condition.Operator));
            foreach (var value in condition.Values)
            {
                writer.WriteElementString("value", GoldenRecordWriter.Writable(value));
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static string Word(RecordOperator value) => value switch
    {
        RecordOperator.Equal => "EQUALS",
        RecordOperator.NotEqual => "NOT_EQUALS",
        RecordOperator.IsNull => "IS_NULL",
        RecordOperator.IsNotNull => "IS_NOT_NULL",
        RecordOperator.Contains => "CONTAINS",
        RecordOperator.StartsWith => "STARTS_WITH",
        RecordOperator.Between => "BETWEEN",
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    private static GoldenRecord Record(XElement record, GoldenRecordModel model)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var entity = record.Named("Fields").FirstOrDefault()?.Elements().FirstOrDefault();
        foreach (var field in entity?.Elements() ?? [])
        {
            fields[model.Find(field.Name.LocalName)?.Name ?? field.Name.LocalName] = field.Value;
        }

        var links = record.Named("link")
            .Select(link => new RecordLink(link.Attribute("source")?.Value ?? string.Empty, link.Attribute("entityId")?.Value ?? string.Empty))
            .ToList();
        return new GoldenRecord(record.Attribute("recordId")?.Value ?? string.Empty, fields, links)
        {
            UpdatedAt = DateTimeOffset.TryParse(record.Attribute("updatedDate")?.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null,
        };
    }

    private static int Number(XElement element, string attribute) =>
        int.TryParse(element.Attribute(attribute)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
