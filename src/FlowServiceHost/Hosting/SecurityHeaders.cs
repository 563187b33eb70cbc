using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FlowServiceHost.Hosting;

/// <summary>Headers that keep browsers from doing with an answer what it is not for. Pages set their own content security policy later.</summary>
internal static class SecurityHeaders
{
    /// <summary>Puts the headers on every answer.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers.CacheControl = "no-store";
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        }

        return next(context);
    });
}
