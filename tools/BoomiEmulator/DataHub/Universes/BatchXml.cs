using System.Xml.Linq;
using BoomiEmulator.DataHub.Queries;
using BoomiEmulator.DataHub.State;

namespace BoomiEmulator.DataHub.Universes;

/// <summary>The status of a batch. One that is under way passes through the phases in equal parts of its time.</summary>
internal static class BatchXml
{
    private static readonly string[] States = ["CREATED", "PARSING", "PARSED", "ENRICHING", "ENRICHED", "PROCESSING"];

    public static XElement Write(Universe universe, string batchId, bool includeEntities)
    {
        var batch = universe.State.Batches.Find(candidate => candidate.Id == batchId)
            ?? throw DataHubRefusalException.Error(404, $"A batch with id '{batchId}' does not exist.");
        var phase = Phase(batch, universe.Hub.Now);
        var state = batch.FinalState ?? States[phase];
        return new XElement(
            "batch",
            new XElement("batchId", batch.Id),
            new XElement("source", batch.Source),
            new XElement("createdByType", "API"),
            new XElement("state", state),
            new XElement("createdAt", RecordXml.Seconds(batch.AcceptedAt)),
            new XElement("updatedAt", RecordXml.Seconds(Start(batch, phase))),
            Time("parseStart", batch, phase, 1),
            Time("parseEnd", batch, phase, 2),
            Time("enrichStart", batch, phase, 3),
            Time("enrichEnd", batch, phase, 4),
            Time("incorporateStart", batch, phase, 5),
            Time("incorporateEnd", batch, phase, 6),
            Time("endedAt", batch, phase, 6),
            new XElement("entityCount", batch.Entities.Count),
            new XElement("quarantinedCount", batch.Entities.Count(entity => entity.State == "QUARANTINED")),
            new XElement("createdCount", Count(batch, "CREATED")),
            new XElement("deletedCount", Count(batch, "DELETED")),
            new XElement("updatedCount", Count(batch, "UPDATED") + Count(batch, "LINKED_WITH_UPDATE")),
            includeEntities ? new XElement("entities", Entities(batch, phase)) : null);
    }

    private static IEnumerable<XElement> Entities(BatchState batch, int phase)
    {
        // Before they are parsed the entities of a batch are not known one by one.
        if (batch.FinalState is null && phase < 2)
            return [];
        var pending = phase switch { < 4 => "PARSED", 4 => "ENRICHED", _ => "PROCESSING" };
        return batch.Entities.Select(entity => new XElement(
            "entity",
            new XAttribute("id", entity.Id),
            new XElement("createdAt", RecordXml.Seconds(batch.AcceptedAt)),
            new XElement("updatedAt", RecordXml.Seconds(Start(batch, phase))),
            new XElement("state", entity.State ?? pending),
            Optional("stateDetail", entity.StateDetail),
            Optional("message", entity.Message),
            Optional("sourceEntityId", entity.SourceEntityId),
            Optional("recordId", entity.RecordId),
            new XElement("transactionId", entity.TransactionId)));
    }

    private static int Phase(BatchState batch, DateTimeOffset now)
    {
        if (batch.FinalState is not null)
            return States.Length;
        var whole = batch.DueAt - batch.AcceptedAt;
        return Math.Clamp((int)((now - batch.AcceptedAt).Ticks * States.Length / whole.Ticks), 0, States.Length - 1);
    }

    private static DateTimeOffset Start(BatchState batch, int phase) => batch.AcceptedAt + ((batch.DueAt - batch.AcceptedAt) * phase / States.Length);

    private static XElement? Time(string name, BatchState batch, int reached, int phase) =>
        reached >= phase ? new XElement(name, RecordXml.Seconds(Start(batch, phase))) : null;

    private static XElement? Optional(string name, string? text) => text is null ? null : new XElement(name, text);

    private static int Count(BatchState batch, string detail) => batch.Entities.Count(entity => entity.StateDetail == detail);
}
