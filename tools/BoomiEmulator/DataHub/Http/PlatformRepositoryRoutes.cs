using System.Xml.Linq;
using BoomiEmulator.DataHub.Modelling;
using BoomiEmulator.DataHub.Queries;
using BoomiEmulator.DataHub.State;
using BoomiEmulator.DataHub.Universes;

namespace BoomiEmulator.DataHub.Http;

/// <summary>Hub Clouds, repositories, and quarantine seen from the platform side.</summary>
internal static class PlatformRepositoryRoutes
{
    public static void Map(PlatformSurface surface)
    {
        surface.Map("GET", "/clouds", (hub, call) => PlatformSurface.Show(call, ModelXml.Root(
            "Clouds",
            hub.Options.Clouds.OrderBy(cloud => cloud.Name, StringComparer.OrdinalIgnoreCase).Select(cloud => ModelXml.Element(
                "Cloud",
                new XAttribute("cloudId", cloud.CloudId),
                new XAttribute("containerId", cloud.ContainerId),
                new XAttribute("name", cloud.Name))))));
        surface.Map("POST", "/clouds/{cloud}/repositories/{name}/create", Create);
        surface.Map("GET", "/repositories", (hub, call) =>
            PlatformSurface.Show(call, ModelXml.Root("Repositories", hub.State.Repositories.Select(repository => Write(hub, repository, ModelXml.Element)))));
        surface.Map("GET", "/repositories/{repository}", (hub, call) =>
            PlatformSurface.Show(call, Write(hub, PlatformSurface.FindRepository(hub, call[1]), ModelXml.Root)));
        surface.Map("GET", "/repositories/{repository}/status", (hub, call) => PlatformSurface.Show(call, ModelXml.Root(
            "RepositoryStatus",
            new XAttribute("status", PlatformSurface.FindRepository(hub, call[1]).ReadyAt <= hub.Now ? "SUCCESS" : "PENDING"))));
        surface.MapUniverse("GET", string.Empty, (universe, call) => PlatformSurface.Show(call, Write(universe, ModelXml.Root)));
        surface.MapUniverse("GET", "/records/sources/{source}/entities/{entity}", (universe, call) =>
            PlatformSurface.Show(call, Write(universe, RepositoryRoutes.Contributed(universe, call[6], call[8]))));
        MapQuarantine(surface);
    }

    private static void MapQuarantine(PlatformSurface surface)
    {
        surface.MapUniverse("GET", "/quarantine/{transaction}", (universe, call) =>
            PlatformSurface.Show(call, QuarantineXml.Entry(Quarantine.Find(universe, call[5]))));
        surface.MapUniverse("POST", "/quarantine/{transaction}/approve", (universe, call) => DataHubAnswer.Xml(
            QuarantineXml.Approval(Quarantine.Approve(universe, call[5]), universe.Hub.Now, "ApproveResponse", name => ModelXml.Mdm + name)));
        surface.MapUniverse("POST", "/quarantine/{transaction}/delete", (universe, call) =>
        {
            Quarantine.Delete(universe, call[5]);
            return DataHubAnswer.Xml(ModelXml.Root("DeleteResponse", ModelXml.Element("success", "true")));
        });
    }

    private static DataHubAnswer Create(Hub hub, DataHubCall call)
    {
        if (!hub.Options.Clouds.Any(cloud => cloud.CloudId == call[1]))
            throw DataHubRefusalException.BadRequest($"A Hub Cloud with ID '{call[1]}' does not exist.");
        var id = hub.NewId();
        hub.State.Repositories.Add(new RepositoryState
        {
            Id = id,
            Name = call[3],
            User = $"{hub.Options.AccountId}.{hub.NewId()[..6].ToUpperInvariant()}",
            Token = hub.NewId(),
            ReadyAt = hub.Now + hub.Options.RepositoryCreationDelay,
        });
        return DataHubAnswer.Text(id) with { ByteOrderMark = hub.State.Faults.ByteOrderMark };
    }

    private static XElement Write(Hub hub, RepositoryState repository, Func<string, object?[], XElement> element)
    {
        var universes = repository.Universes.Select(universe => hub.Open(repository, universe)).ToList();
        return element(
            "Repository",
            [
                new XAttribute("atomName", hub.Options.Clouds.Select(cloud => cloud.Name).FirstOrDefault() ?? string.Empty),
                new XAttribute("id", repository.Id),
                new XAttribute("name", repository.Name),
                Counters(universes),
                universes.Select(universe => Write(universe, ModelXml.Element)),
            ]);
    }

    private static XElement Write(Universe universe, Func<string, object?[], XElement> element) => element(
        "Universe",
        [
            new XAttribute("id", universe.Id),
            new XAttribute("name", universe.Model.Name),
            Counters([universe]),
        ]);

    private static IEnumerable<XElement> Counters(List<Universe> universes)
    {
        var pending = universes.SelectMany(universe => universe.State.Batches).Where(batch => batch.FinalState is null).ToList();
        return
        [
            ModelXml.Element("goldenRecords", universes.Sum(universe => universe.ActiveCount)),
            ModelXml.Element("quarantinedRecords", universes.Sum(universe => universe.State.Quarantine.Count(entry => entry.EndDate is null))),
            ModelXml.Element("pendingBatches", pending.Count),
            ModelXml.Element("pendingBatchRecords", pending.Sum(batch => batch.Entities.Count)),
            ModelXml.Element("pendingChannelUpdates", 0),
            ModelXml.Element("heldChannelUpdates", 0),
            ModelXml.Element("endDatedRecords", universes.Sum(universe => universe.EndDated.Count())),
        ];
    }

    private static XElement Write(Universe universe, GoldenRecord record) => ModelXml.Root(
        "Record",
        record.EndDate is { } ended
            ? new XAttribute("endDate", RecordXml.Long(ended))
            : (object)new[] { new XAttribute("updatedDate", RecordXml.Long(record.UpdatedDate)), new XAttribute("createdDate", RecordXml.Long(record.CreatedDate)) },
        new XAttribute("recordId", record.RecordId),
        ModelXml.Element("data", RecordXml.Entity(universe.Model, record.Content, view: null, new XElement("id", record.RecordId))));
}
