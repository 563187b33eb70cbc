using System.IdentityModel.Tokens.Jwt;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace FlowServiceHost.Identity;

/// <summary>
/// Checks user tokens: signature by one of the issuer's keys with an asymmetric algorithm, issuer, audience, and times. Keys come from the settings or
/// from the issuer's discovery document, never from anything that the token itself points at.
/// </summary>
public sealed partial class UserTokenReader : IDisposable
{
    private const int LargestToken = 64 * 1024;

    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    private readonly JwtSecurityTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = LargestToken };
    private readonly UserTokenOptions _options;
    private readonly ConnectorDirectory _connectors;
    private readonly TimeProvider _clock;
    private readonly ILogger<UserTokenReader> _logger;
    private readonly IReadOnlyList<SecurityKey> _staticKeys;
    private readonly ConfigurationManager<OpenIdConnectConfiguration>? _discovery;
    private readonly HttpClient? _discoveryClient;

    /// <summary>Prepares the checks that <paramref name="options"/> ask for.</summary>
    public UserTokenReader(IOptions<IdentityOptions> options, ConnectorDirectory connectors, TimeProvider clock, ILogger<UserTokenReader> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Value.Tokens;
        _connectors = connectors;
        _clock = clock;
        _logger = logger;
        _staticKeys = _options.Jwks.Length > 0
            ? [.. JsonWebKeySet.Create(_options.Jwks).GetSigningKeys().Where(key => key is not SymmetricSecurityKey)]
            : [];
        if (_options.Issuer.Length > 0 && _options.Jwks.Length == 0)
        {
            _discoveryClient = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(10) };
            _discovery = new ConfigurationManager<OpenIdConnectConfiguration>(
                DiscoveryAddressOf(_options),
                new OpenIdConnectConfigurationRetriever(),
                new HttpDocumentRetriever(_discoveryClient) { RequireHttps = !_options.AllowHttpDiscovery });
        }
    }

    /// <summary>Where the discovery document of <paramref name="options"/> is.</summary>
    public static string DiscoveryAddressOf(UserTokenOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.DiscoveryAddress.Length > 0
            ? options.DiscoveryAddress
            : $"{options.Issuer.TrimEnd('/')}/.well-known/openid-configuration";
    }

    /// <summary>What <paramref name="token"/> proves.</summary>
    public async Task<CredentialResult> ReadAsync(string token, CancellationToken cancellationToken)
    {
        if (_options.Issuer.Length == 0)
        {
            return CredentialResult.Unauthorized;
        }

        try
        {
            return Validate(token, await KeysAsync(cancellationToken));
        }
        catch (SecurityTokenSignatureKeyNotFoundException) when (_discovery is not null)
        {
            // The issuer may have changed its keys; the library asks again at most every few minutes.
            _discovery.RequestRefresh();
            return await RetryAsync(token, cancellationToken);
        }
        catch (Exception exception) when (IsRefusal(exception))
        {
            Refused(_logger, exception.GetType().Name);
            return CredentialResult.Unauthorized;
        }
        catch (InvalidOperationException exception) when (_discovery is not null)
        {
            DiscoveryFailed(_logger, exception);
            return CredentialResult.Unavailable;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _discoveryClient?.Dispose();

    private static bool IsRefusal(Exception exception) => exception is SecurityTokenException or ArgumentException or FormatException;

    private async Task<CredentialResult> RetryAsync(string token, CancellationToken cancellationToken)
    {
        try
        {
            return Validate(token, await KeysAsync(cancellationToken));
        }
        catch (Exception exception) when (IsRefusal(exception))
        {
            Refused(_logger, exception.GetType().Name);
            return CredentialResult.Unauthorized;
        }
        catch (InvalidOperationException exception)
        {
            DiscoveryFailed(_logger, exception);
            return CredentialResult.Unavailable;
        }
    }

    private async Task<IReadOnlyList<SecurityKey>> KeysAsync(CancellationToken cancellationToken) =>
        _discovery is null
            ? _staticKeys
            : [.. (await _discovery.GetConfigurationAsync(cancellationToken)).SigningKeys.Where(key => key is not SymmetricSecurityKey)];

    private CredentialResult Validate(string token, IReadOnlyList<SecurityKey> keys)
    {
        var principal = _handler.ValidateToken(
            token,
            new TokenValidationParameters
            {
                ValidIssuer = _options.Issuer,
                ValidAudiences = _options.Audiences,
                IssuerSigningKeys = keys,
                ValidAlgorithms = Algorithms,
                RequireExpirationTime = true,
                RequireSignedTokens = true,
                ValidateIssuerSigningKey = true,
                LifetimeValidator = IsInTime,
            },
            out _);
        return TokenClaims.ToCredential([.. principal.Claims], _options, _connectors);
    }

    private bool IsInTime(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end.Add(Skew) && (notBefore is not { } start || now >= start.Subtract(Skew));
    }
}
