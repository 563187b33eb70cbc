using System.Text.Encodings.Web;
using FlowServiceHost.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace FlowServiceHost.Identity.SignIn;

/// <summary>The few pages of the sign-in itself: plain, without scripts, readable without styles.</summary>
internal static class SignInPages
{
    /// <summary>Says why a sign-in failed, and offers another.</summary>
    public static Task FailedAsync(HttpContext context, int status, string message) => WriteAsync(
        context,
        status,
        "Not signed in",
        $"<p>{Text(message)}</p><p><a href=\"{SignInEndpoints.SignInPath}\">Sign in</a></p><p>Correlation ID: {Text(context.CorrelationId())}</p>");

    /// <summary>Asks whether to sign out.</summary>
    public static Task AskAsync(HttpContext context, UserCredential person, AntiforgeryTokenSet tokens) => WriteAsync(
        context,
        StatusCodes.Status200OK,
        "Sign out",
        $"<p>Signed in as {Text(person.Name)}{(person.Email.Length > 0 ? $" ({Text(person.Email)})" : string.Empty)}.</p>"
        + $"<form method=\"post\" action=\"{SignInEndpoints.SignOutPath}\">"
        + $"<input type=\"hidden\" name=\"{Text(tokens.FormFieldName)}\" value=\"{Text(tokens.RequestToken ?? string.Empty)}\">"
        + "<button type=\"submit\">Sign out</button></form>");

    /// <summary>Says that nobody is signed in.</summary>
    public static Task SignedOutAsync(HttpContext context) => WriteAsync(
        context, StatusCodes.Status200OK, "Signed out", $"<p>You are signed out.</p><p><a href=\"{SignInEndpoints.SignInPath}\">Sign in</a></p>");

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);

    private static Task WriteAsync(HttpContext context, int status, string title, string content)
    {
        context.UsePagePolicy();
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title} - Promotion Service</title></head><body><main><h1>{title}</h1>{content}</main></body></html>",
            context.RequestAborted);
    }
}
