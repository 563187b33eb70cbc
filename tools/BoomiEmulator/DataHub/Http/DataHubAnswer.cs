using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace BoomiEmulator.DataHub.Http;

/// <summary>An answer, whole.</summary>
internal sealed record DataHubAnswer(int Status, string? ContentType, string Body)
{
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";

    public string? Location { get; init; }

    /// <summary>For a 401: the kind of credentials that are wanted.</summary>
    public string? Challenge { get; init; }

    /// <summary>Put a byte order mark in front.</summary>
    public bool ByteOrderMark { get; init; }

    public static DataHubAnswer Xml(XElement element, int status = 200) =>
        new(status, "application/xml;charset=UTF-8", Declaration + element.ToString(SaveOptions.DisableFormatting));

    public static DataHubAnswer Json(JsonNode node) => new(200, "application/json;charset=UTF-8", node.ToJsonString());

    public static DataHubAnswer Text(string text, int status = 200) => new(status, "text/plain;charset=UTF-8", text);

    public static DataHubAnswer Html(int status, string html) => new(status, "text/html;charset=utf-8", html);

    public static DataHubAnswer Empty(int status) => new(status, ContentType: null, string.Empty);

    public async Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        if (ContentType is not null)
            context.Response.ContentType = ContentType;
        if (Location is not null)
            context.Response.Headers.Location = Location;
        if (Challenge is not null)
            context.Response.Headers.WWWAuthenticate = Challenge;

        var bytes = Encoding.UTF8.GetBytes(ByteOrderMark ? '\uFEFF' + Body : Body);
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
