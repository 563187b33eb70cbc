using System.Globalization;
using System.Xml.Linq;
using BoomiEmulator.DataHub.Modelling;
using BoomiEmulator.DataHub.State;
using BoomiEmulator.DataHub.Universes;

namespace BoomiEmulator.DataHub.Http;

/// <summary>Sources of the account and their life at universes.</summary>
internal static class PlatformSourceRoutes
{
    public static void Map(PlatformSurface surface)
    {
        surface.Map("GET", "/sources", (hub, call) => PlatformSurface.Show(call, ModelXml.Root(
            "AccountSources", hub.State.Sources.OrderBy(source => source.Name, StringComparer.OrdinalIgnoreCase).Select(source => ModelXml.Element("AccountSource", Basics(source))))));
        surface.Map("POST", "/sources/create", (hub, call) => Create(hub, PlatformSurface.Parse(call)));
        surface.Map("GET", "/sources/{source}", (hub, call) => PlatformSurface.Show(call, Write(hub, Find(hub, call[1]))));
        surface.Map("PUT", "/sources/{source}", (hub, call) => Update(hub, Find(hub, call[1]), PlatformSurface.Parse(call)));
        surface.Map("DELETE", "/sources/{source}", (hub, call) => Delete(hub, Find(hub, call[1])));
        surface.MapUniverse("GET", "/sources/{source}/status", (universe, call) =>
            PlatformSurface.Show(call, ModelXml.Root("SourceStatus", new XAttribute("status", Attached(universe, call[5]).Status))));
        surface.MapUniverse("POST", "/sources/{source}/enableInitialLoad", (universe, call) =>
        {
            SourceLife.Enable(universe, Attached(universe, call[5]));
            return PlatformSurface.Done();
        });
        surface.MapUniverse("POST", "/sources/{source}/finishInitialLoad", (universe, call) =>
        {
            SourceLife.Finish(universe, Attached(universe, call[5]));
            return PlatformSurface.Done();
        });
    }

    private static DataHubAnswer Create(Hub hub, XElement request)
    {
        if (request.Name != ModelXml.Mdm + "CreateSourceRequest")
            throw DataHubRefusalException.BadRequest("Message body is invalid: expected CreateSourceRequest");
        var id = request.Text("sourceId");
        var name = CheckName(request);
        if (string.IsNullOrEmpty(id))
            throw DataHubRefusalException.BadRequest("A source ID was not specified.");
        if (id.Length > 50 || !id.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-'))
            throw DataHubRefusalException.BadRequest("The specified source ID is invalid.");
        if (hub.State.Sources.Exists(source => source.SourceId == id))
            throw DataHubRefusalException.BadRequest($"A source with ID '{id}' already exists in this account.");
        hub.State.Sources.Add(new AccountSource { SourceId = id, Name = name, EntityIdUrl = request.Text("entityIdUrl") ?? string.Empty, LastModified = hub.Now });
        return PlatformSurface.Done();
    }

    private static DataHubAnswer Update(Hub hub, AccountSource source, XElement request)
    {
        if (request.Name != ModelXml.Mdm + "UpdateSourceRequest")
            throw DataHubRefusalException.BadRequest("Message body is invalid: expected UpdateSourceRequest");
        source.Name = CheckName(request);
        source.EntityIdUrl = request.Text("entityIdUrl") ?? source.EntityIdUrl;
        source.LastModified = hub.Now;
        return PlatformSurface.Done();
    }

    private static DataHubAnswer Delete(Hub hub, AccountSource source)
    {
        if (Attachments(hub, source).Any())
            throw DataHubRefusalException.BadRequest($"The source with ID '{source.SourceId}' is attached to a universe and cannot be deleted.");
        hub.State.Sources.Remove(source);
        return PlatformSurface.Done();
    }

    private static string CheckName(XElement request)
    {
        var name = request.Text("name");
        if (string.IsNullOrEmpty(name))
            throw DataHubRefusalException.BadRequest("A source name was not specified.");
        return name.Length > 255 ? throw DataHubRefusalException.BadRequest("The specified source name is invalid.") : name;
    }

    private static AccountSource Find(Hub hub, string sourceId) =>
        hub.State.Sources.Find(source => source.SourceId == sourceId)
        ?? throw DataHubRefusalException.BadRequest($"A source with ID '{sourceId}' does not exist in this account.");

    private static AttachedSource Attached(Universe universe, string sourceId) =>
        universe.State.Sources.Find(source => source.SourceId == sourceId)
        ?? throw DataHubRefusalException.BadRequest($"The source with ID '{sourceId}' is not attached to the specified universe.");

    private static IEnumerable<(Universe Universe, AttachedSource Source)> Attachments(Hub hub, AccountSource source) =>
        from repository in hub.State.Repositories
        from universe in repository.Universes
        from attached in universe.Sources
        where attached.SourceId == source.SourceId
        select (hub.Open(repository, universe), attached);

    private static IEnumerable<XElement> Basics(AccountSource source)
    {
        yield return ModelXml.Element("name", source.Name);
        yield return ModelXml.Element("sourceId", source.SourceId);
        if (source.EntityIdUrl.Length > 0)
            yield return ModelXml.Element("entityIdUrl", source.EntityIdUrl);
    }

    private static XElement Write(Hub hub, AccountSource source) => ModelXml.Root(
        "AccountSource",
        Basics(source),
        ModelXml.Element("lastModifiedDate", source.LastModified.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.0", CultureInfo.InvariantCulture)),
        Attachments(hub, source).Select(attachment => ModelXml.Element(
            "sourceAttachment",
            ModelXml.Element("repositoryName", attachment.Universe.Repository.Name),
            ModelXml.Element("repositoryId", attachment.Universe.Repository.Id),
            ModelXml.Element("universeName", attachment.Universe.Model.Name),
            ModelXml.Element("universeId", attachment.Universe.Id),
            ModelXml.Element("status", attachment.Source.Status))));
}
