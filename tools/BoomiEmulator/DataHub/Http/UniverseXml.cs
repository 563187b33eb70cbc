using System.Xml.Linq;
using BoomiEmulator.DataHub.Modelling;
using BoomiEmulator.DataHub.Queries;
using BoomiEmulator.DataHub.Universes;

namespace BoomiEmulator.DataHub.Http;

/// <summary>A deployed universe as the repository side lists it. The generated schema and the data quality steps are left out.</summary>
internal static class UniverseXml
{
    public static XElement Write(Universe universe) => new(
        "universe",
        new XElement("id", universe.Id),
        new XElement("version", universe.State.VersionId),
        new XElement("name", universe.Model.EntityName),
        new XElement(
            "stats",
            new XAttribute("asOf", RecordXml.Seconds(universe.Hub.Now)),
            new XAttribute("quarantinedRecords", universe.State.Quarantine.Count(entry => entry.EndDate is null)),
            new XAttribute("enddatedRecords", universe.EndDated.Count()),
            new XAttribute("activeRecords", universe.ActiveCount),
            universe.State.Sources.Select(source => SourceStats(universe, source.SourceId))),
        new XElement("sources", universe.State.Sources.Select(source => new XElement(
            "source",
            new XAttribute("code", source.SourceId),
            new XAttribute("state", SourceLife.MaySend(source) ? "STRAPPED" : "UNSTRAPPED"),
            new XAttribute("allowContribute", universe.Model.Source(source.SourceId) is { Contributes: true }),
            universe.Model.Source(source.SourceId) is { IsDefault: true } ? new XAttribute("default", true) : null))),
        new XElement("layoutid", universe.Id),
        new XElement(
            "layout",
            new XAttribute("idXPath", $"/{universe.Model.EntityName}/id"),
            new XElement("model", new XAttribute("name", universe.Model.EntityName), universe.Model.Members.Select(Member))));

    private static XElement SourceStats(Universe universe, string sourceId)
    {
        var pending = universe.State.Batches.Where(batch => batch.Source == sourceId && batch.FinalState is null).ToList();
        return new XElement(
            "sourceStats",
            new XAttribute("undeliverableChannelDeliveries", 0),
            new XAttribute("pendingChannelDeliveries", 0),
            new XAttribute("pendingBatchRecords", pending.Sum(batch => batch.Entities.Count)),
            new XAttribute("pendingBatchUpdates", pending.Count),
            new XAttribute("sourceCode", sourceId));
    }

    private static XElement Member(FieldMember member) => member switch
    {
        FieldDefinition field => new XElement(
            "element",
            new XAttribute("required", field.Required),
            new XAttribute("type", field.Type),
            new XAttribute("name", field.ElementName),
            new XAttribute("uniqueId", field.UniqueId),
            field.Options.Select(option => new XElement("value", option))),
        FieldCollection collection => new XElement(
            "element",
            new XAttribute("collectionUniqueId", collection.UniqueId),
            new XAttribute("collectionTag", collection.ElementName),
            new XAttribute("repeatable", true),
            new XAttribute("type", collection.ItemIsText ? collection.Fields[0].Type.ToString() : "CONTAINER"),
            new XAttribute("name", collection.ItemName),
            collection.ItemIsText ? null : collection.Fields.Select(Member)),
        FieldGroup group => new XElement(
            "element",
            new XAttribute("type", "CONTAINER"),
            new XAttribute("name", group.ElementName),
            new XAttribute("uniqueId", group.UniqueId),
            group.Members.Select(Member)),
        _ => throw new InvalidOperationException($"{member.GetType().Name} is no kind of member."),
    };
}
