using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using BoomiEmulator.DataHub.Http;
using BoomiEmulator.DataHub.Modelling;
using BoomiEmulator.DataHub.State;

namespace BoomiEmulator.DataHub.Universes;

/// <summary>Takes in a batch: what is checked before the 202. All else shows later, in the batch's status.</summary>
internal static class BatchReader
{
    /// <summary>Refuses the batch or keeps it for incorporation.</summary>
    /// <param name="universe">The universe.</param>
    /// <param name="body">The request body as it came.</param>
    /// <exception cref="DataHubRefusalException">One of the documented refusals.</exception>
    public static BatchState Accept(Universe universe, byte[] body)
    {
        var (source, elements) = Read(universe, body, forUpdate: true);
        return Accept(universe, source, elements);
    }

    /// <summary>Keeps entities that are known to be in order.</summary>
    public static BatchState Accept(Universe universe, string source, IReadOnlyList<XElement> elements)
    {
        var hub = universe.Hub;
        var batch = new BatchState
        {
            Id = (++universe.State.LastBatch).ToString(CultureInfo.InvariantCulture),
            Source = source,
            AcceptedAt = hub.Now,
            DueAt = hub.Now + hub.Options.IncorporationDelay + hub.State.Faults.ExtraIncorporationDelay,
        };
        batch.Entities.AddRange(elements.Select(element => new BatchEntity
        {
            Id = ++universe.State.LastEntity,
            TransactionId = hub.NewId(),
            SourceEntityId = EntityReader.IdOf(element),
            Xml = element.ToString(SaveOptions.DisableFormatting),
        }));
        universe.State.Batches.Add(batch);
        if (batch.DueAt <= hub.Now)
            BatchRunner.Run(universe, batch);
        return batch;
    }

    /// <summary>The source and the entities of a batch or of a match request.</summary>
    public static (string Source, IReadOnlyList<XElement> Entities) Read(Universe universe, byte[] body, bool forUpdate)
    {
        try
        {
            using var reader = SafeXml.Open(body);
            reader.MoveToContent();
            if (reader.LocalName != "batch" || reader.NamespaceURI.Length > 0)
            {
                throw DataHubRefusalException.BadRequest(
                    $"An update batch for universe with id '{universe.Id}' could not be processed because it starts with a '{reader.Name}' tag instead of with a 'batch' tag.");
            }

            var source = reader.GetAttribute("src")?.Trim();
            if (string.IsNullOrEmpty(source))
                throw DataHubRefusalException.BadRequest($"An update batch for universe with id '{universe.Id}' does not contain a source ('src') attribute.");
            CheckSource(universe, source, forUpdate);
            var entities = SafeXml.ReadToEnd(reader).Elements().ToList();
            CheckEntities(universe, source, entities, forUpdate);
            return (source, entities);
        }
        catch (XmlException malformed)
        {
            throw DataHubRefusalException.BadRequest($"When trying to parse a batch update for universe with id '{universe.Id}'.", malformed.Message);
        }
    }

    private static void CheckSource(Universe universe, string sourceId, bool forUpdate)
    {
        var source = universe.Source(sourceId);
        if (!forUpdate)
            return;
        var prefix = $"An update batch from source '{sourceId}' for the universe with id '{universe.Id}' cannot be accepted for processing because this source ";
        if (universe.Model.Source(sourceId) is not { Contributes: true })
            throw DataHubRefusalException.BadRequest(prefix + "is not allowed to contribute records.");
        if (!SourceLife.MaySend(source))
            throw DataHubRefusalException.BadRequest(prefix + "is not yet marked as one that can send updates.");
    }

    private static void CheckEntities(Universe universe, string source, List<XElement> entities, bool forUpdate)
    {
        if (!forUpdate && entities.Count == 0)
            throw DataHubRefusalException.BadRequest("The match request did not contain any entities.");
        if (entities.Find(entity => entity.Name != universe.Model.EntityName) is { } unknown)
        {
            throw DataHubRefusalException.BadRequest(
                $"An update batch from source '{source}' for the universe with id '{universe.Id}' contains an entity of unknown type '{unknown.Name.LocalName}'.");
        }

        var limit = universe.Hub.Options.BatchEntityLimit;
        if (entities.Count > limit)
        {
            throw DataHubRefusalException.BadRequest(
                $"The batch update with id '{universe.State.LastBatch + 1}' from source '{source}' was rejected because it contains more source entities than the universe '{universe.Model.EntityName}' can accept in a single batch (current max is: {limit}).");
        }
    }
}
