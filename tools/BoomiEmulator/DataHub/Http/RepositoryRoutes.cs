using System.Xml;
using System.Xml.Linq;
using BoomiEmulator.DataHub.Queries;
using BoomiEmulator.DataHub.State;
using BoomiEmulator.DataHub.Universes;

namespace BoomiEmulator.DataHub.Http;

/// <summary>The repository API: golden records, batches, matching and quarantine. XML only.</summary>
internal static class RepositoryRoutes
{
    public static void Map(RepositorySurface surface)
    {
        surface.Map("GET", "/universes", (hub, repository, _) => DataHubAnswer.Xml(
            new XElement("universes", repository.Universes.Select(universe => UniverseXml.Write(hub.Open(repository, universe))))));
        surface.MapUniverse("GET", string.Empty, (universe, _) => DataHubAnswer.Xml(UniverseXml.Write(universe)));
        MapQueries(surface);
        MapBatches(surface);
        MapEndDating(surface);
        MapQuarantine(surface);
    }

    private static void MapQueries(RepositorySurface surface)
    {
        surface.MapUniverse("POST", "/records/query", Query);
        surface.MapUniverse("POST", "/records/enddated", (universe, call) => DataHubAnswer.Xml(
            RecordQuery.RunEndDated(universe, Paging.Read(call.Parameter("limit"), call.Parameter("offsetToken"), universe.Hub.Options))));
        surface.MapUniverse("GET", "/records/{record}", (universe, call) => DataHubAnswer.Xml(RecordXml.Single(universe, universe.Record(call[3]))));
        surface.MapUniverse("GET", "/records/{record}/meta", (universe, call) => DataHubAnswer.Xml(Meta(universe.Record(call[3]))));
        surface.MapUniverse("GET", "/records/{record}/history", History);
        surface.MapUniverse("GET", "/records/sources/{source}/entities/{entity}", (universe, call) =>
            DataHubAnswer.Xml(RecordXml.Single(universe, Contributed(universe, call[4], call[6]))));
    }

    private static void MapBatches(RepositorySurface surface)
    {
        surface.MapUniverse("POST", "/records", Update);
        surface.MapUniverse("GET", "/records/updates/{batch}", (universe, call) =>
            DataHubAnswer.Xml(BatchXml.Write(universe, call[4], call.Is("includeEntities"))));
        surface.MapUniverse("POST", "/staging/{area}", (universe, call) =>
            throw DataHubRefusalException.Error(404, $"A staging area with id {call[3]} was not found in universe: {universe.Id}"));
        surface.MapUniverse("POST", "/match", (universe, call) => DataHubAnswer.Xml(MatchPreview.Run(universe, call.Body)));
        surface.MapUniverse("DELETE", "/records/{record}/sources/{source}/unlink", Unlink);
        // Without the verb at the end the call is taken and nothing happens.
        surface.MapUniverse("DELETE", "/records/{record}/sources/{source}", (_, _) => DataHubAnswer.Empty(200));
    }

    private static void MapEndDating(RepositorySurface surface)
    {
        surface.MapUniverse("POST", "/records/{record}/enddate", (universe, call) => DataHubAnswer.Xml(EndDating.EndDate(universe, [call[3]])));
        surface.MapUniverse("POST", "/records/{record}/purge", (universe, call) => DataHubAnswer.Xml(EndDating.Purge(universe, [call[3]])));
        surface.MapUniverse("POST", "/records/enddate", EndDate);
        // The documentation has the longer path; the shorter one is in use as well.
        surface.MapUniverse("POST", "/records/enddated/purge", Purge);
        surface.MapUniverse("POST", "/records/purge", Purge);
    }

    private static void MapQuarantine(RepositorySurface surface)
    {
        surface.MapUniverse("POST", "/quarantine/query", (universe, call) =>
            DataHubAnswer.Xml(QuarantineQuery.Run(universe, RepositorySurface.Parse(universe, call))));
        surface.MapUniverse("POST", "/quarantine/{transaction}/reject", (universe, call) =>
        {
            Quarantine.Reject(universe, call[3]);
            return DataHubAnswer.Empty(200);
        });
        surface.MapUniverse("POST", "/quarantine/{transaction}/delete", (universe, call) =>
        {
            Quarantine.Delete(universe, call[3]);
            return DataHubAnswer.Empty(200);
        });
        surface.MapUniverse("POST", "/quarantine/{transaction}/approve", (universe, call) => DataHubAnswer.Xml(
            QuarantineXml.Approval(Quarantine.Approve(universe, call[3]), universe.Hub.Now, "ApprovalResponse", name => name)));
    }

    private static DataHubAnswer Query(Universe universe, DataHubCall call)
    {
        XElement request;
        try
        {
            request = SafeXml.Parse(call.Body);
        }
        catch (XmlException)
        {
            throw RecordQueryReader.NoQuery(universe.Hub.Options);
        }

        return DataHubAnswer.Xml(RecordQueryReader.Read(request, universe).Run(universe));
    }

    private static DataHubAnswer Update(Universe universe, DataHubCall call)
    {
        var batch = BatchReader.Accept(universe, call.Body);
        var url = $"{call.Origin}/mdm/universes/{universe.Id}/records/updates/{batch.Id}";
        return DataHubAnswer.Text(url, 202) with
        {
            Location = universe.Hub.Options.Switches.LocationHeader ? url : null,
            ByteOrderMark = universe.Hub.State.Faults.ByteOrderMark,
        };
    }

    private static DataHubAnswer EndDate(Universe universe, DataHubCall call)
    {
        var request = RepositorySurface.Parse(universe, call);
        if (request.Element("filter") is not null)
        {
            EndDating.Schedule(universe, request);
            return DataHubAnswer.Empty(202);
        }

        var ids = EndDating.ReadIds(request, "No records are specified for end-dating.", "Cannot end-date more than 100 records at one time.");
        return DataHubAnswer.Xml(EndDating.EndDate(universe, ids));
    }

    private static DataHubAnswer Purge(Universe universe, DataHubCall call)
    {
        const string complaint = "Purging cannot occur because either no records are selected or more than 100 records are selected.";
        var ids = EndDating.ReadIds(RepositorySurface.Parse(universe, call), complaint, complaint);
        return DataHubAnswer.Xml(EndDating.Purge(universe, ids));
    }

    private static DataHubAnswer Unlink(Universe universe, DataHubCall call)
    {
        var record = universe.Record(call[3]);
        var source = call[5];
        universe.Source(source);
        if (universe.Model.Source(source) is not { Contributes: true })
        {
            throw DataHubRefusalException.Error(
                403, $"'{source}' is a non-contributing source and its link to golden record '{record.RecordId}' cannot be put in a pending state.");
        }

        var entityId = call.Parameter("entityId");
        var links = record.Links.FindAll(link => link.Source == source && (entityId is null || link.EntityId == entityId));
        if (links.Count == 0)
            throw DataHubRefusalException.Error(404, $"An entity with id '{entityId}' from source '{source}' does not contribute to record '{record.RecordId}'.");
        if (record.Links.TrueForAll(link => link.Source == source))
        {
            throw DataHubRefusalException.Error(
                403, $"Cannot unlink source '{source}' from golden record '{record.RecordId}' because it is the only contributing source linked to the record.");
        }

        foreach (var link in links)
            universe.Unlink(record, link);
        return DataHubAnswer.Empty(200);
    }

    private static DataHubAnswer History(Universe universe, DataHubCall call)
    {
        var record = universe.Record(call[3]);
        var versions = call.Is("latestFirst") ? Enumerable.Reverse(record.Versions).ToList() : record.Versions;
        var (page, attributes) = Paging.Read(call.Parameter("limit"), call.Parameter("offsetToken"), universe.Hub.Options).Cut(versions, tokenOnLastPage: false);
        return DataHubAnswer.Xml(new XElement(
            "RecordHistoryResponse", new XAttribute("grid", record.RecordId), attributes, page.Select(version => RecordXml.Version(universe, record, version))));
    }

    private static XElement Meta(GoldenRecord record) => new(
        "Record",
        new XAttribute("recordId", record.RecordId),
        record.EndDate is { } ended ? new XAttribute("endDate", RecordXml.Seconds(ended)) : null,
        RecordXml.Links(record));

    /// <summary>The record, active or end-dated, that an entity of a source is linked to.</summary>
    public static GoldenRecord Contributed(Universe universe, string source, string entityId)
    {
        universe.Source(source);
        return universe.TryFindLinked(source, entityId, out var record)
            ? record
            : throw DataHubRefusalException.Error(
                404, $"The specified source entity '{entityId}' from source '{source}' does not contribute to a golden record in universe '{universe.Id}'.");
    }
}
