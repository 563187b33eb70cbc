using System.Xml.Linq;
using BoomiEmulator.DataHub.Modelling;
using BoomiEmulator.DataHub.Queries;
using BoomiEmulator.DataHub.State;

namespace BoomiEmulator.DataHub.Http;

/// <summary>Quarantine entries and what became of them.</summary>
internal static class QuarantineXml
{
    /// <summary>An entry as the platform side tells it.</summary>
    public static XElement Entry(QuarantineEntry entry) => ModelXml.Root(
        "QuarantineEntry",
        new XAttribute("transactionId", entry.TransactionId),
        new XAttribute("sourceId", entry.SourceId),
        entry.SourceEntityId is { } id ? new XAttribute("entityId", id) : null,
        new XAttribute("createdDate", RecordXml.Seconds(entry.CreatedDate)),
        QuarantineQuery.Content(entry, name => ModelXml.Mdm + name.LocalName),
        ModelXml.Element("entity", XElement.Parse(entry.EntityXml)));

    /// <summary>The answer to an approval; the two surfaces name its elements differently.</summary>
    public static XElement Approval(BatchEntity entity, DateTimeOffset at, string root, Func<string, XName> name) => new(
        name(root),
        name(root).NamespaceName.Length > 0 ? new XAttribute(XNamespace.Xmlns + "mdm", ModelXml.Mdm.NamespaceName) : null,
        new XElement(name("success"), "true"),
        new XElement(
            name("transaction"),
            new XAttribute("id", entity.TransactionId),
            new XAttribute("updatedDate", RecordXml.Seconds(at)),
            new XAttribute("state", entity.State ?? "PROCESSING"),
            entity.StateDetail is null ? null : new XAttribute("stateDetail", entity.StateDetail)));
}
