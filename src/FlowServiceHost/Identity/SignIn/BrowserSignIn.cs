using FlowServiceHost.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace FlowServiceHost.Identity.SignIn;

/// <summary>The authorization code flow with PKCE: the address that a browser is sent to, and what its way back proves.</summary>
internal sealed class BrowserSignIn(
    LiveOptions<SignInOptions> options, IOptions<IdentityOptions> identity, IssuerMetadata issuer, CodeExchange codes, UserTokenReader tokens)
{
    /// <summary>Where to send the browser; null when the issuer cannot be reached, or names an address that must not be used.</summary>
    public async Task<string?> AddressForAsync(HttpRequest request, SignInAttempt attempt, CancellationToken cancellationToken)
    {
        var endpoint = Endpoint((await issuer.GetAsync(cancellationToken))?.AuthorizationEndpoint);
        return endpoint is null ? null : QueryHelpers.AddQueryString(endpoint.AbsoluteUri, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["response_type"] = "code",
            ["response_mode"] = "query",
            ["client_id"] = options.Current.ClientId,
            ["redirect_uri"] = RedirectAddress(request),
            ["scope"] = $"openid {options.Current.Scopes}".Trim(),
            ["state"] = attempt.State,
            ["nonce"] = attempt.Nonce,
            ["code_challenge"] = attempt.Challenge,
            ["code_challenge_method"] = "S256",
        });
    }

    /// <summary>Whether the issuer that the way back names, if any, is ours (RFC 9207).</summary>
    public bool IsOurIssuer(StringValues named) =>
        named.Count == 0 || (named.Count == 1 && string.Equals(named.ToString(), identity.Value.Tokens.Issuer, StringComparison.Ordinal));

    /// <summary>Who signed in.</summary>
    public async Task<CredentialResult> ProveAsync(HttpRequest request, SignInAttempt attempt, string code, CancellationToken cancellationToken)
    {
        if (Endpoint((await issuer.GetAsync(cancellationToken))?.TokenEndpoint) is not { } endpoint)
        {
            return CredentialResult.Unavailable;
        }

        var token = await codes.RedeemAsync(endpoint, code, attempt, RedirectAddress(request), cancellationToken);
        return token is null
            ? CredentialResult.Forbidden("The identity provider did not confirm the sign-in. Sign in again.")
            : await tokens.ReadIdTokenAsync(token, options.Current.ClientId, attempt.Nonce, cancellationToken);
    }

    private Uri? Endpoint(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var endpoint)
        && (endpoint.Scheme == Uri.UriSchemeHttps || (identity.Value.Tokens.AllowHttpDiscovery && endpoint is { IsLoopback: true, Scheme: "http" }))
            ? endpoint
            : null;

    private string RedirectAddress(HttpRequest request)
    {
        var address = options.Current.PublicAddress is { Length: > 0 } known ? known.TrimEnd('/') : $"{request.Scheme}://{request.Host}";
        return address + SignInEndpoints.CallbackPath;
    }
}
