using BoomiEmulator.Wire;

namespace BoomiEmulator.Platform;

/// <summary>Answers that are not objects.</summary>
internal static class PlatformText
{
    /// <summary>The text of 503.</summary>
    public const string Busy = "The Boomi server is currently unavailable or your account's rate limits have been exceeded. Retry later.";

    /// <summary>The text of 403.</summary>
    public const string Denied = "Access denied due to insufficient permissions.";

    /// <summary>Whether the caller wants JSON: it names application/json and does not name XML before it.</summary>
    public static bool AcceptsJson(HttpRequest request)
    {
        var accept = request.Headers.Accept.ToString();
        var json = accept.IndexOf("application/json", StringComparison.OrdinalIgnoreCase);
        var xml = accept.IndexOf("application/xml", StringComparison.OrdinalIgnoreCase);
        return json >= 0 && (xml < 0 || json < xml);
    }

    /// <summary>Answers with an error in the form that the caller accepts.</summary>
    public static Task ErrorAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        if (AcceptsJson(context.Request))
        {
            context.Response.ContentType = "application/json";
            return context.Response.Body.WriteAsync(
                JsonAnswer.Write(new WireObject("Error").Attribute("message", message), new EmulatorSwitches()), context.RequestAborted).AsTask();
        }

        context.Response.ContentType = "application/xml";
        return context.Response.WriteAsync(XmlAnswer.Error(message), context.RequestAborted);
    }

    /// <summary>Answers 401, with a body that is neither JSON nor XML.</summary>
    public static Task UnauthorizedAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"boomi\"";
        context.Response.ContentType = "text/html";
        return context.Response.WriteAsync("<html><body><h1>Unauthorized</h1><br></body></html>", context.RequestAborted);
    }
}
