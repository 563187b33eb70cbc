using FlowServiceHost.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FlowServiceHost.Identity.SignIn;

/// <summary>Where browsers sign in and out. Calls of actions have nothing to do with it: they take no cookies.</summary>
internal static class SignInEndpoints
{
    /// <summary>Begins a sign-in; <c>returnPath</c> is where to go afterwards.</summary>
    public const string SignInPath = "/sign-in";

    /// <summary>Where the issuer sends the browser back to; it must be registered there.</summary>
    public const string CallbackPath = "/sign-in/callback";

    /// <summary>Asks whether to sign out, and does.</summary>
    public const string SignOutPath = "/sign-out";

    private const string SignedOutPath = "/signed-out";
    private const int LongestCode = 8_192;

    /// <summary>Maps the paths.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(SignInPath, BeginAsync);
        endpoints.MapGet(CallbackPath, EndAsync);
        endpoints.MapGet(SignOutPath, AskAsync);
        endpoints.MapPost(SignOutPath, SignOutAsync);
        endpoints.MapGet(SignedOutPath, context => SignInPages.SignedOutAsync(context));
    }

    private static async Task BeginAsync(HttpContext context, BrowserSignIn signIn, SignInCookies cookies, string? returnPath = null)
    {
        var attempt = SignInAttempt.Begin(ReturnPath.Of(returnPath));
        if (await signIn.AddressForAsync(context.Request, attempt, context.RequestAborted) is not { } address)
        {
            await SignInPages.FailedAsync(context, StatusCodes.Status503ServiceUnavailable, "The identity provider cannot be reached. Try again in a moment.");
            return;
        }

        cookies.Keep(context.Response, attempt);
        context.Response.Redirect(address);
    }

    private static async Task EndAsync(HttpContext context, BrowserSignIn signIn, SignInCookies cookies)
    {
        var query = context.Request.Query;
        var state = query["state"];
        if (state.Count != 1 || cookies.Take(context, state.ToString()) is not { } attempt)
        {
            await SignInPages.FailedAsync(
                context, StatusCodes.Status400BadRequest, "This sign-in was not begun in this browser, or it took longer than ten minutes. Sign in again.");
            return;
        }

        var code = query["code"];
        if (query.ContainsKey("error") || code.Count != 1 || code.ToString().Length is 0 or > LongestCode || !signIn.IsOurIssuer(query["iss"]))
        {
            await SignInPages.FailedAsync(context, StatusCodes.Status403Forbidden, "The identity provider did not sign you in. Sign in again, or ask for access.");
            return;
        }

        var proved = await signIn.ProveAsync(context.Request, attempt, code.ToString(), context.RequestAborted);
        if (proved.Credential is not UserCredential person)
        {
            await SignInPages.FailedAsync(context, proved.Status == StatusCodes.Status401Unauthorized ? StatusCodes.Status403Forbidden : proved.Status, proved.Message);
            return;
        }

        await context.SignInAsync(SessionClaims.Scheme, SessionClaims.Of(person), new AuthenticationProperties { IsPersistent = false, AllowRefresh = false });
        context.Response.Redirect(attempt.ReturnPath);
    }

    private static Task AskAsync(HttpContext context, IAntiforgery antiforgery) => SessionClaims.PersonOf(context.User) is { } person
        ? SignInPages.AskAsync(context, person, antiforgery.GetAndStoreTokens(context))
        : SignInPages.SignedOutAsync(context);

    private static async Task SignOutAsync(HttpContext context, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            await SignInPages.FailedAsync(context, StatusCodes.Status400BadRequest, "The form is not one of ours, or too old. Go back and try again.");
            return;
        }

        await context.SignOutAsync(SessionClaims.Scheme);
        context.Response.Redirect(SignedOutPath);
    }
}
