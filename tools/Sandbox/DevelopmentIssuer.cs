using System.Globalization;
using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using BoomiEmulator.Seeding;
using Microsoft.IdentityModel.Tokens;

namespace Sandbox;

/// <summary>
/// Issues user tokens for the sandbox's people, signed with a key that exists for one start only. It lives in the sandbox and nowhere else.
/// </summary>
internal sealed class DevelopmentIssuer : IAsyncDisposable
{
    /// <summary>The issuer that the tokens name.</summary>
    public const string Issuer = "http://localhost/sandbox-issuer";

    /// <summary>The audience that the tokens are for.</summary>
    public const string Audience = "promotion-service";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private readonly RSA _key = RSA.Create(2048);
    private readonly TimeProvider _time;
    private readonly RsaSecurityKey _securityKey;

    /// <summary>An issuer with a new key.</summary>
    public DevelopmentIssuer(TimeProvider time)
    {
        _time = time;
        _securityKey = new RsaSecurityKey(_key) { KeyId = "sandbox" };
    }

    /// <summary>The public key as a JSON Web Key Set.</summary>
    public string Jwks
    {
        get
        {
            var parameters = _key.ExportParameters(includePrivateParameters: false);
            return $$"""{"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"{{_securityKey.KeyId}}","n":"{{Base64UrlEncoder.Encode(parameters.Modulus)}}","e":"{{Base64UrlEncoder.Encode(parameters.Exponent)}}"}]}""";
        }
    }

    /// <summary>A token of <paramref name="persona"/>, shaped as Entra ID shapes them.</summary>
    public string TokenOf(SeedPersona persona)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        Claim[] claims =
        [
            new("sub", persona.Name),
            new("oid", SubjectOf(persona)),
            new("name", persona.DisplayName),
            new("email", persona.Email),
            new("preferred_username", persona.Email),
            .. persona.Groups.Select(group => new Claim("groups", group)),
        ];
        var token = new JwtSecurityToken(
            Issuer, Audience, claims, now.AddMinutes(-1), now + Lifetime, new SigningCredentials(_securityKey, SecurityAlgorithms.RsaSha256));
        return new JwtSecurityTokenHandler { OutboundClaimTypeMap = { } }.WriteToken(token);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _key.Dispose();
        return ValueTask.CompletedTask;
    }

    // A stable ID of the person, as an identity provider gives one.
    private static string SubjectOf(SeedPersona persona) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(persona.Email)).AsSpan(0, 16)).ToString("D", CultureInfo.InvariantCulture);
}
