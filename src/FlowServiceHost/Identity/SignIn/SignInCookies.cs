using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FlowServiceHost.Identity.SignIn;

/// <summary>The cookies of the sign-in and what they may do: for this host only, not for scripts, not from other sites.</summary>
internal sealed class SignInCookies(IDataProtectionProvider protection, IOptions<SignInOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan AttemptLasts = TimeSpan.FromMinutes(10);

    private readonly ITimeLimitedDataProtector _attempts = protection.CreateProtector("promotion.sign-in.attempt.v1").ToTimeLimitedDataProtector();

    /// <summary>Name of a cookie; the prefix makes browsers insist on https, this host and the root path.</summary>
    public static string Name(SignInOptions options, string purpose) => options.AllowHttp ? $"promotion-{purpose}" : $"__Host-promotion-{purpose}";

    /// <summary>Leaves <paramref name="attempt"/> with the browser. Several may be under way in several tabs.</summary>
    public void Keep(HttpResponse response, SignInAttempt attempt) =>
        response.Cookies.Append(NameOf(attempt.State), _attempts.Protect(JsonSerializer.Serialize(attempt), clock.GetUtcNow() + AttemptLasts), Flags(AttemptLasts));

    /// <summary>The attempt that the browser has for <paramref name="state"/>, which is over with that; null when it has none, or it is too old.</summary>
    public SignInAttempt? Take(HttpContext context, string state)
    {
        if (state.Length == 0 || state.Length > 100 || !state.All(IsOfBase64Url) || context.Request.Cookies[NameOf(state)] is not { Length: > 0 } kept)
        {
            return null;
        }

        context.Response.Cookies.Delete(NameOf(state), Flags(lasts: null));
        try
        {
            var json = _attempts.Unprotect(kept, out var until);
            var attempt = clock.GetUtcNow() < until ? JsonSerializer.Deserialize<SignInAttempt>(json) : null;
            return string.Equals(attempt?.State, state, StringComparison.Ordinal) ? attempt : null;
        }
        catch (Exception exception) when (exception is System.Security.Cryptography.CryptographicException or JsonException)
        {
            return null;
        }
    }

    private static bool IsOfBase64Url(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_';

    private string NameOf(string state) => Name(options.Value, $"attempt-{state[..Math.Min(state.Length, 8)]}");

    // Lax: the way back from the issuer is a navigation from another site.
    private CookieOptions Flags(TimeSpan? lasts) => new()
    {
        HttpOnly = true,
        Secure = !options.Value.AllowHttp,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = lasts,
        IsEssential = true,
    };
}
