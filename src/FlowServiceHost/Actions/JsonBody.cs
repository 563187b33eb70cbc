using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace FlowServiceHost.Actions;

/// <summary>Recognises JSON by the headers of a request.</summary>
internal static class JsonBody
{
    /// <summary>Whether the body is said to be JSON in UTF-8, not encoded any further.</summary>
    public static bool Is(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        && request.Headers.ContentEncoding.Count == 0;
}
