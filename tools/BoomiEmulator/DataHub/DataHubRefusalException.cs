using System.Xml.Linq;

namespace BoomiEmulator.DataHub;

/// <summary>A call that DataHub refuses: the status and the whole XML body of its answer.</summary>
internal sealed class DataHubRefusalException(int status, XElement body) : Exception(body.Value)
{
    public int Status { get; } = status;

    public XElement Body { get; } = body;

    /// <summary>The common form: <c>error</c> with one or more <c>message</c>.</summary>
    public static DataHubRefusalException Error(int status, params string[] messages) =>
        new(status, new XElement("error", messages.Select(message => new XElement("message", message))));

    /// <summary>A request that is wrong in itself.</summary>
    public static DataHubRefusalException BadRequest(params string[] messages) => Error(400, messages);

    /// <summary>The form that unknown records are answered with: <c>errors</c> with <c>error</c>.</summary>
    public static DataHubRefusalException NoSuchRecord(string recordId) =>
        new(404, new XElement("errors", new XElement("error", $"A record with id '{recordId}' does not exist.")));

    /// <summary>Two messages, as the repository side gives for a universe that it does not hold.</summary>
    public static DataHubRefusalException NoSuchUniverse(string universeId) => Error(
        404,
        $"A universe with id '{universeId}' does not exist.",
        $"Universe definition with id '{universeId}' could not be loaded from plugin component directory 'plugins/mdm/bundles/{universeId}'.");
}
