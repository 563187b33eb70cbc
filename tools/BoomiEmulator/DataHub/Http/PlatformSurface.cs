using System.Xml;
using System.Xml.Linq;
using BoomiEmulator.DataHub.Queries;
using BoomiEmulator.DataHub.State;
using BoomiEmulator.DataHub.Universes;

namespace BoomiEmulator.DataHub.Http;

/// <summary>What every call of the platform-side administration goes through: faults, credentials, account, refusals.</summary>
internal sealed class PlatformSurface(IEndpointRouteBuilder endpoints, DataHubWorld world)
{
    /// <summary>Parts of the path before the object: <c>api/rest/v1/{accountId}</c>.</summary>
    private const int LeadingSegments = 4;

    private const int AccountSegment = 3;

    /// <summary>Maps a call; the segments that it is given start after the account id.</summary>
    public void Map(string method, string template, Func<Hub, DataHubCall, DataHubAnswer> answer) =>
        endpoints.MapMethods("/api/rest/v1/{account}" + template, [method], async context =>
        {
            var call = await DataHubCall.ReadAsync(context);
            await world.Enter(hub => Answer(hub, call, answer)).WriteAsync(context);
        });

    /// <summary>Maps a call about a universe in a repository: <c>/repositories/{r}/universes/{u}</c> and what follows.</summary>
    public void MapUniverse(string method, string template, Func<Universe, DataHubCall, DataHubAnswer> answer) =>
        Map(method, "/repositories/{repository}/universes/{universe}" + template, (hub, call) => answer(FindUniverse(hub, call), call));

    /// <summary>XML, or JSON when the caller asks for it.</summary>
    public static DataHubAnswer Show(DataHubCall call, XElement element) => call.WantsJson ? DataHubAnswer.Json(JsonView.Of(element)) : DataHubAnswer.Xml(element);

    public static DataHubAnswer Done() => DataHubAnswer.Xml(new XElement("true"));

    /// <summary>The repository with this id.</summary>
    /// <exception cref="DataHubRefusalException">The account has no such repository.</exception>
    public static RepositoryState FindRepository(Hub hub, string repositoryId) =>
        hub.State.Repositories.Find(repository => repository.Id == repositoryId)
        ?? throw DataHubRefusalException.BadRequest($"Could not find containerAccount for container id {repositoryId} and account id {hub.Options.AccountId}");

    public static XElement Parse(DataHubCall call)
    {
        try
        {
            return SafeXml.Parse(call.Body);
        }
        catch (XmlException)
        {
            throw RecordQueryReader.Unreadable();
        }
    }

    private static Universe FindUniverse(Hub hub, DataHubCall call)
    {
        var repository = FindRepository(hub, call[1]);
        if (string.IsNullOrWhiteSpace(call[3]))
            throw DataHubRefusalException.BadRequest("The given universe id is blank.");
        if (hub.Find(repository, call[3]) is { } universe)
            return universe;
        throw call.Segments.Count > 4 && call[4] == "sources"
            ? DataHubRefusalException.BadRequest($"Universe '{call[3]}' is not deployed to repository '{repository.Id}'.")
            : DataHubRefusalException.Error(404, $"A universe with id '{call[3]}' does not exist.");
    }

    private static DataHubAnswer Answer(Hub hub, DataHubCall call, Func<Hub, DataHubCall, DataHubAnswer> answer)
    {
        var faults = hub.State.Faults;
        if (++hub.State.PlatformRequestsSinceFaults <= faults.BusyPlatformRequests || (faults.PlatformBusyUntil is { } until && hub.Now < until))
            return DataHubAnswer.Xml(DataHubRefusalException.Error(503, "The number of API requests of this account has exceeded its limit.").Body, 503);

        var pair = BasicCredentials.Read(call.Authorization);
        if (pair != new BasicCredentials(hub.Options.PlatformUser, hub.Options.PlatformToken) || call[AccountSegment] != hub.Options.AccountId)
        {
            return DataHubAnswer.Xml(
                new XElement(
                    "UserMessage",
                    new XAttribute("id", "error.user.login"),
                    new XAttribute("type", "error"),
                    new XElement("Data", "Incorrect user name and password combination.")),
                403);
        }

        try
        {
            return answer(hub, call with { Segments = call.Segments.Skip(LeadingSegments).ToList() });
        }
        catch (DataHubRefusalException refused)
        {
            return DataHubAnswer.Xml(refused.Body, refused.Status);
        }
    }
}
