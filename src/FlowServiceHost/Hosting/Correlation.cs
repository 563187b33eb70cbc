using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FlowServiceHost.Hosting;

/// <summary>The ID that ties together what one request does: the caller's own, when it is of a harmless form, else a new one.</summary>
internal static class Correlation
{
    /// <summary>Header in which the ID comes and goes.</summary>
    public const string Header = "X-Correlation-Id";

    private const int LongestId = 64;

    /// <summary>Gives every request its ID, and every answer the header.</summary>
    public static IApplicationBuilder UseCorrelation(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var given = context.Request.Headers[Header];
        context.TraceIdentifier = given is [{ Length: > 0 and <= LongestId } id] && id.All(IsHarmless) ? id : Guid.NewGuid().ToString("N");
        context.Response.Headers[Header] = context.TraceIdentifier;
        return next(context);
    });

    /// <summary>The ID of the request.</summary>
    public static string CorrelationId(this HttpContext context) => context.TraceIdentifier;

    private static bool IsHarmless(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.';
}
