using Contract.Errors;
using Microsoft.AspNetCore.Http;

namespace FlowServiceHost.Identity;

/// <summary>The credential of a request, or why there is none.</summary>
/// <param name="Credential">What was proved; null when nothing was.</param>
/// <param name="Status">HTTP status of the refusal; 200 when there is a credential.</param>
/// <param name="Message">Why, for people; says nothing about which part was wrong.</param>
/// <param name="RetryAfter">Whole seconds after which the request may come again; null when that would not help.</param>
public sealed record CredentialResult(Credential? Credential, int Status, string Message, int? RetryAfter = null)
{
    private const int ComeBackSoon = 5;

    /// <summary>The error code that goes with the refusal.</summary>
    public string ErrorCode => Status switch
    {
        StatusCodes.Status503ServiceUnavailable => ErrorCodes.InternalError,
        StatusCodes.Status429TooManyRequests => ErrorCodes.ApiRateLimit,
        _ => ErrorCodes.Unauthorized,
    };

    /// <summary>Nothing was proved.</summary>
    public static CredentialResult Unauthorized { get; } =
        new(Credential: null, StatusCodes.Status401Unauthorized, "Sign in: the request carries no credentials, or none that are valid.");

    /// <summary>The issuer's keys cannot be had now.</summary>
    public static CredentialResult Unavailable { get; } =
        new(Credential: null, StatusCodes.Status503ServiceUnavailable, "The identity provider cannot be reached to check the token; try again in a moment.", ComeBackSoon);

    /// <summary>Something was proved.</summary>
    public static CredentialResult Of(Credential credential) => new(credential, StatusCodes.Status200OK, string.Empty);

    /// <summary>So many sign-ins from that address failed that none is looked at for a while.</summary>
    public static CredentialResult TooManyFailures(int seconds) => new(
        Credential: null, StatusCodes.Status429TooManyRequests, $"Too many failed sign-ins from this address. Try again in {seconds} s.", seconds);

    /// <summary>Who it is was proved, but may not call the service.</summary>
    public static CredentialResult Forbidden(string message) => new(Credential: null, StatusCodes.Status403Forbidden, message);
}
