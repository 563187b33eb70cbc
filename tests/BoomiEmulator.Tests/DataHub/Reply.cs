using System.Net;
using System.Xml.Linq;

namespace BoomiEmulator.Tests.DataHub;

/// <summary>An answer of the emulator, read whole.</summary>
internal sealed record Reply(HttpStatusCode Status, string? ContentType, string Body, Uri? Location)
{
    public XElement Xml => XElement.Parse(Body);

    /// <summary>The first message of an error body.</summary>
    public string Message => Xml.Descendants().First(element => element.Name.LocalName is "message" or "error" && !element.HasElements).Value;

    /// <summary>The id at the end of the URL that a batch is answered with.</summary>
    public string BatchId => Body[(Body.LastIndexOf('/') + 1)..];
}
