using System.Xml.Linq;

namespace PromotionEngine.Boomi.DataHub;

/// <summary>The golden record that a source's entity contributes to.</summary>
/// <param name="RecordId">DataHub's ID of the record.</param>
/// <param name="EndDated">Whether it is end-dated.</param>
internal sealed record SourceRecord(string RecordId, bool EndDated)
{
    /// <summary>Reads a point read; the ID stands in one of three places, by the API that answers.</summary>
    public static SourceRecord Read(XElement root)
    {
        var id = Attribute(root, "grid") ?? Attribute(root, "recordId") ?? root.ChildText("id");
        return new SourceRecord(id, Attribute(root, "enddate") is not null);
    }

    private static string? Attribute(XElement root, string name) =>
        root.Attributes().FirstOrDefault(attribute => string.Equals(attribute.Name.LocalName, name, StringComparison.OrdinalIgnoreCase)) is { Value.Length: > 0 } found ? found.Value : null;
}
