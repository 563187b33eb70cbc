using System.Globalization;
using System.Xml.Linq;
using BoomiEmulator.DataHub.Modelling;
using BoomiEmulator.DataHub.Queries;
using BoomiEmulator.DataHub.State;
using BoomiEmulator.DataHub.Universes;

namespace BoomiEmulator.DataHub.Http;

/// <summary>Models and their deployment.</summary>
internal static class PlatformModelRoutes
{
    public static void Map(PlatformSurface surface)
    {
        surface.Map("POST", "/models", (hub, call) => Identify("Create", ModelLibrary.Create(hub, PlatformSurface.Parse(call))));
        surface.Map("GET", "/models", List);
        surface.Map("GET", "/models/{model}", Get);
        surface.Map("PUT", "/models/{model}", (hub, call) => Identify("Update", ModelLibrary.Update(hub, call[1], PlatformSurface.Parse(call))));
        surface.Map("DELETE", "/models/{model}", (hub, call) =>
        {
            ModelLibrary.Delete(hub, call[1]);
            return DataHubAnswer.Text("true");
        });
        surface.Map("POST", "/models/{model}/publish", Publish);
        surface.Map("POST", "/universe/{universe}/deploy", Deploy);
        surface.Map("GET", "/universe/{universe}/deployments/{deployment}", DeploymentStatus);
        surface.Map("DELETE", "/repositories/{repository}/universe/{universe}", Undeploy);
    }

    private static DataHubAnswer Identify(string verb, ModelState model) =>
        DataHubAnswer.Xml(ModelXml.Root($"{verb}ModelResponse", ModelXml.Element("id", model.Id)));

    private static DataHubAnswer List(Hub hub, DataHubCall call)
    {
        var status = call.Parameter("publicationStatus") ?? "all";
        if (status is not ("all" or "draft" or "publish"))
            throw DataHubRefusalException.BadRequest("Query parameter publicationStatus must have a value of all, draft, or publish");
        var name = call.Parameter("name");
        var rows = hub.State.Models
            .Where(model => !model.Deleted && (name is null || ModelDefinition.Normalise(model.Name) == ModelDefinition.Normalise(name)))
            .OrderBy(model => model.Name, StringComparer.OrdinalIgnoreCase)
            .SelectMany(model => Rows(hub, model, status))
            .ToList();
        return rows.Count == 0
            ? throw DataHubRefusalException.BadRequest("No Models are available")
            : PlatformSurface.Show(call, ModelXml.Root("Models", rows));
    }

    /// <summary>A model with a published version and a draft has a row for each.</summary>
    private static IEnumerable<XElement> Rows(Hub hub, ModelState model, string status)
    {
        if (model.Published.Count > 0 && status != "draft")
        {
            yield return ModelXml.Element(
                "Model",
                ModelXml.Element("name", Shown(hub, model.Name)),
                ModelXml.Element("id", model.Id),
                ModelXml.Element("publicationStatus", "true"),
                ModelXml.Element("latestVersion", model.Published.Count));
        }

        if (model.DraftXml is not null && status != "publish")
        {
            yield return ModelXml.Element(
                "Model",
                ModelXml.Element("name", Shown(hub, model.Name)),
                ModelXml.Element("id", model.Id),
                ModelXml.Element("publicationStatus", "false"));
        }
    }

    private static DataHubAnswer Get(Hub hub, DataHubCall call)
    {
        var (xml, version) = ModelLibrary.Get(hub, call[1], call.Parameter("version"), call.Is("draft"));
        var element = XElement.Parse(xml);
        element.SetElementValue(ModelXml.Mdm + "name", Shown(hub, element.Text("name") ?? string.Empty));
        element.Add(version is null ? null : ModelXml.Element("version", version), ModelXml.Element("id", call[1]));
        return PlatformSurface.Show(call, element);
    }

    private static DataHubAnswer Publish(Hub hub, DataHubCall call)
    {
        const string prefix = "BOOMI_TOKEN.";
        var version = ModelLibrary.Publish(hub, call[1]);
        var user = hub.Options.PlatformUser;
        return DataHubAnswer.Xml(ModelXml.Root(
            "PublishModelResponse",
            ModelXml.Element("version", version),
            ModelXml.Element("lastModifiedDate", hub.Now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)),
            ModelXml.Element("user", user.StartsWith(prefix, StringComparison.Ordinal) ? user[prefix.Length..] : user)));
    }

    private static DataHubAnswer Deploy(Hub hub, DataHubCall call)
    {
        if (string.IsNullOrWhiteSpace(call[1]))
            throw DataHubRefusalException.BadRequest("The given universe id is blank.");
        if (call.Parameter("repositoryId") is not { Length: > 0 } repositoryId)
            throw DataHubRefusalException.BadRequest("The repository id is required.");
        var repository = PlatformSurface.FindRepository(hub, repositoryId);
        var model = ModelLibrary.Find(hub, call[1]);
        var asked = call.Parameter("version");
        var version = asked is null
            ? model.Published.Count
            : int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        ModelLibrary.CheckDeployable(model, version);
        var deployment = Deployments.Request(hub, model, version, repository);
        return DataHubAnswer.Xml(Write(call, deployment));
    }

    private static DataHubAnswer DeploymentStatus(Hub hub, DataHubCall call)
    {
        var deployment = hub.State.Deployments.Find(candidate => candidate.Id == call[3] && candidate.UniverseId == call[1])
            ?? throw DataHubRefusalException.BadRequest($"Deployment {call[3]} does not exist for universe {call[1]}.");
        return PlatformSurface.Show(call, Write(call, deployment));
    }

    private static DataHubAnswer Undeploy(Hub hub, DataHubCall call)
    {
        var repository = PlatformSurface.FindRepository(hub, call[1]);
        return Deployments.Undeploy(hub, repository, call[3])
            ? PlatformSurface.Done()
            : throw DataHubRefusalException.BadRequest($"Model with id {call[3]} is not deployed to repository {repository.Name}.");
    }

    private static XElement Write(DataHubCall call, DeploymentState deployment) => ModelXml.Root(
        "UniverseDeployment",
        ModelXml.Element("id", deployment.Id),
        ModelXml.Element("universeId", deployment.UniverseId),
        ModelXml.Element("universeVersion", deployment.Version),
        ModelXml.Element("status", deployment.Status),
        ModelXml.Element("deployDate", RecordXml.Seconds(deployment.RequestedAt)),
        deployment.CompletedAt is { } completed ? ModelXml.Element("completionDate", RecordXml.Seconds(completed)) : null,
        ModelXml.Element("url", $"{call.Origin}{call.Path[..call.Path.IndexOf("/universe/", StringComparison.OrdinalIgnoreCase)]}/universe/{deployment.UniverseId}/deployments/{deployment.Id}"));

    private static string Shown(Hub hub, string name) => hub.Options.Switches.ShowNormalisedModelNames ? ModelDefinition.Normalise(name) : name;
}
