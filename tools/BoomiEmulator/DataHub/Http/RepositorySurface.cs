using System.Net;
using System.Xml;
using System.Xml.Linq;
using BoomiEmulator.DataHub.Queries;
using BoomiEmulator.DataHub.State;
using BoomiEmulator.DataHub.Universes;

namespace BoomiEmulator.DataHub.Http;

/// <summary>What every call of the repository API goes through: faults, credentials, refusals.</summary>
internal sealed class RepositorySurface(IEndpointRouteBuilder endpoints, DataHubWorld world)
{
    /// <summary>Maps a call that is about a universe; its id is the second segment.</summary>
    public void MapUniverse(string method, string template, Func<Universe, DataHubCall, DataHubAnswer> answer) =>
        Map(method, "/universes/{universe}" + template, (hub, repository, call) => answer(hub.Universe(repository, call[1]), call));

    public void Map(string method, string template, Func<Hub, RepositoryState, DataHubCall, DataHubAnswer> answer) =>
        endpoints.MapMethods(template, [method], async context =>
        {
            var call = await DataHubCall.ReadAsync(context);
            await world.Enter(hub => Answer(hub, call, answer)).WriteAsync(context);
        });

    /// <summary>The root element of a body, for calls whose garbled bodies are answered in the common form.</summary>
    public static XElement Parse(Universe universe, DataHubCall call)
    {
        try
        {
            return SafeXml.Parse(call.Body);
        }
        catch (XmlException malformed) when (call.Body.Length == 0)
        {
            throw DataHubRefusalException.BadRequest($"When trying to parse a batch update for universe with id '{universe.Id}'.", malformed.Message);
        }
        catch (XmlException)
        {
            throw RecordQueryReader.Unreadable();
        }
    }

    private static DataHubAnswer Answer(Hub hub, DataHubCall call, Func<Hub, RepositoryState, DataHubCall, DataHubAnswer> answer)
    {
        if (hub.State.Faults.UnauthorizedUntil is { } until && hub.Now < until)
            return Unauthorized(call, "UNAUTHORIZED");
        var pair = BasicCredentials.Read(call.Authorization);
        var repository = hub.State.Repositories.Find(candidate => pair == new BasicCredentials(candidate.User, candidate.Token));
        if (repository is null)
            return Unauthorized(call, call.Authorization?.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) == true ? "Invalid credentials." : "UNAUTHORIZED");
        try
        {
            return answer(hub, repository, call);
        }
        catch (DataHubRefusalException refused)
        {
            return DataHubAnswer.Xml(refused.Body, refused.Status);
        }
    }

    private static DataHubAnswer Unauthorized(DataHubCall call, string reason) => DataHubAnswer.Html(
        401,
        $"""
        <html>
        <head>
        <meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>
        <title>Error 401 {reason}</title>
        </head>
        <body>
        <h2>HTTP ERROR 401</h2>
        <p>Problem accessing {WebUtility.HtmlEncode(call.Path)}. Reason:
        <pre>    {reason}</pre></p>
        </body>
        </html>
        """) with
    {
        Challenge = "Basic realm=\"DataHub\"",
    };
}
