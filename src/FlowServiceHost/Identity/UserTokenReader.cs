using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using FlowServiceHost.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace FlowServiceHost.Identity;

/// <summary>
/// Checks tokens of the issuer: signature by one of the issuer's keys with an asymmetric algorithm, issuer, audience, and times. Keys come from the settings or
/// from the issuer's discovery document, never from anything that the token itself points at. Issuer, audiences and keys are those of the start; how claims are
/// understood follows the settings.
/// </summary>
public sealed partial class UserTokenReader
{
    // Tokens that answer a sign-in carry it; they prove who signed in to us, and are not for calls, also where both have the same audience.
    private const string Nonce = "nonce";

    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    private readonly JwtSecurityTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly LiveOptions<IdentityOptions> _live;
    private readonly UserTokenOptions _options;
    private readonly IssuerMetadata _issuer;
    private readonly ConnectorDirectory _connectors;
    private readonly TimeProvider _clock;
    private readonly ILogger<UserTokenReader> _logger;
    private readonly IReadOnlyList<SecurityKey>? _staticKeys;

    /// <summary>Prepares the checks that <paramref name="options"/> ask for.</summary>
    public UserTokenReader(
        LiveOptions<IdentityOptions> options, IssuerMetadata issuer, ConnectorDirectory connectors, TimeProvider clock, ILogger<UserTokenReader> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        _live = options;
        _options = options.Current.Tokens;
        _issuer = issuer;
        _connectors = connectors;
        _clock = clock;
        _logger = logger;
        _staticKeys = _options.Jwks.Length > 0 ? Asymmetric(JsonWebKeySet.Create(_options.Jwks).GetSigningKeys()) : null;
    }

    /// <summary>What <paramref name="token"/>, sent with a call, proves.</summary>
    public Task<CredentialResult> ReadAsync(string token, CancellationToken cancellationToken) =>
        ReadAsync(
            token,
            _options.Audiences,
            claims => claims.Any(claim => claim.Type == Nonce) ? CredentialResult.Unauthorized : TokenClaims.ToCredential(claims, _live.Current.Tokens, _connectors),
            cancellationToken);

    /// <summary>What <paramref name="token"/>, which the issuer gave for a sign-in of ours, proves: always a person, and only in answer to <paramref name="nonce"/>.</summary>
    public Task<CredentialResult> ReadIdTokenAsync(string token, string clientId, string nonce, CancellationToken cancellationToken) =>
        ReadAsync(
            token,
            [clientId],
            claims => string.Equals(claims.FirstOrDefault(claim => claim.Type == Nonce)?.Value, nonce, StringComparison.Ordinal)
                ? TokenClaims.ToPerson(claims, _live.Current.Tokens)
                : CredentialResult.Unauthorized,
            cancellationToken);

    private static List<SecurityKey> Asymmetric(IEnumerable<SecurityKey> keys) => [.. keys.Where(key => key is not SymmetricSecurityKey)];

    private async Task<CredentialResult> ReadAsync(
        string token, IEnumerable<string> audiences, Func<IReadOnlyList<Claim>, CredentialResult> understand, CancellationToken cancellationToken)
    {
        if (_options.Issuer.Length == 0 || !TokenShape.IsPlain(token))
        {
            return CredentialResult.Unauthorized;
        }

        if (_staticKeys is not null)
        {
            return Validate(token, audiences, _staticKeys, understand) ?? CredentialResult.Unauthorized;
        }

        if (await _issuer.GetAsync(cancellationToken) is not { } known)
        {
            return CredentialResult.Unavailable;
        }

        if (Validate(token, audiences, KeysOf(known), understand) is { } result)
        {
            return result;
        }

        // The issuer may have changed its keys.
        var fresh = await _issuer.RefreshAsync(known, cancellationToken);
        return fresh is null || ReferenceEquals(fresh, known)
            ? CredentialResult.Unauthorized
            : Validate(token, audiences, KeysOf(fresh), understand) ?? CredentialResult.Unauthorized;
    }

    private static List<SecurityKey> KeysOf(OpenIdConnectConfiguration document) => Asymmetric(document.SigningKeys);

    // Null when no known key made the signature: with newer keys it may be different.
    private CredentialResult? Validate(
        string token, IEnumerable<string> audiences, IReadOnlyList<SecurityKey> keys, Func<IReadOnlyList<Claim>, CredentialResult> understand)
    {
        try
        {
            var principal = _handler.ValidateToken(token, Parameters(audiences, keys), out _);
            return understand([.. principal.Claims]);
        }
        catch (SecurityTokenInvalidSignatureException exception)
        {
            Refused(_logger, exception.GetType().Name);
            return null;
        }
        catch (Exception exception) when (exception is SecurityTokenException or ArgumentException or FormatException)
        {
            Refused(_logger, exception.GetType().Name);
            return CredentialResult.Unauthorized;
        }
    }

    private TokenValidationParameters Parameters(IEnumerable<string> audiences, IReadOnlyList<SecurityKey> keys) => new()
    {
        ValidIssuer = _options.Issuer,
        ValidAudiences = audiences,
        IssuerSigningKeys = keys,
        ValidAlgorithms = Algorithms,
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        ValidateIssuerSigningKey = true,
        LifetimeValidator = IsInTime,
    };

    private bool IsInTime(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end.Add(Skew) && (notBefore is not { } start || now >= start.Subtract(Skew));
    }
}
