using Microsoft.AspNetCore.Http.Features;

namespace BoomiEmulator.DataHub.Http;

/// <summary>A request, read whole.</summary>
/// <param name="Body">The body; empty when there is none.</param>
/// <param name="Segments">The parts of the path after <c>/mdm/</c>, each decoded on its own so that a part may hold an encoded slash.</param>
/// <param name="Query">The query parameters.</param>
/// <param name="Path">The path as it stands in error pages.</param>
/// <param name="Origin">Scheme and host that the caller used.</param>
/// <param name="Authorization">The Authorization header, if any.</param>
/// <param name="WantsJson">The caller asks for JSON.</param>
internal sealed record DataHubCall(
    byte[] Body, IReadOnlyList<string> Segments, IQueryCollection Query, string Path, string Origin, string? Authorization, bool WantsJson)
{
    private const string Prefix = "/mdm/";

    public string this[int segment] => Segments[segment];

    /// <summary>A query parameter, or null.</summary>
    public string? Parameter(string name) => Query.TryGetValue(name, out var value) ? value.ToString() : null;

    public bool Is(string parameter) => string.Equals(Parameter(parameter), "true", StringComparison.OrdinalIgnoreCase);

    public static async Task<DataHubCall> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var path = RawPath(context);
        var start = path.IndexOf(Prefix, StringComparison.OrdinalIgnoreCase);
        var segments = path[(start + Prefix.Length)..].TrimEnd('/').Split('/').Select(Uri.UnescapeDataString).ToList();
        return new DataHubCall(
            body.ToArray(),
            segments,
            context.Request.Query,
            path,
            $"{context.Request.Scheme}://{context.Request.Host}",
            context.Request.Headers.Authorization.FirstOrDefault(),
            context.Request.Headers.Accept.ToString().Contains("json", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The path as it came over the wire: the decoded one no longer tells <c>%2F</c> from <c>%252F</c>.</summary>
    private static string RawPath(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (string.IsNullOrEmpty(target) || !target.Contains(Prefix, StringComparison.OrdinalIgnoreCase))
            return context.Request.Path.ToUriComponent();
        var end = target.IndexOf('?', StringComparison.Ordinal);
        return end < 0 ? target : target[..end];
    }
}
