using System.Globalization;
using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using BoomiEmulator.Seeding;
using Microsoft.IdentityModel.Tokens;

namespace Sandbox.Issuer;

/// <summary>Makes tokens shaped as Entra ID shapes them, signed with a key that exists for one start only.</summary>
internal sealed class IssuedTokens(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "sandbox" };

    /// <summary>The issuer that the tokens name.</summary>
    public string Issuer { get; set; } = string.Empty;

    /// <summary>The public key as a JSON Web Key Set.</summary>
    public string Jwks
    {
        get
        {
            var parameters = _key.Rsa.ExportParameters(includePrivateParameters: false);
            return $$"""{"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"{{_key.KeyId}}","n":"{{Base64UrlEncoder.Encode(parameters.Modulus)}}","e":"{{Base64UrlEncoder.Encode(parameters.Exponent)}}"}]}""";
        }
    }

    /// <summary>A token for calls by <paramref name="persona"/>.</summary>
    public string ForCalls(SeedPersona persona) => Write(persona, DevelopmentIssuer.Audience, nonce: null);

    /// <summary>The token that answers a sign-in of <paramref name="persona"/>.</summary>
    public string ForSignIn(SeedPersona persona, string nonce) => Write(persona, DevelopmentIssuer.ClientId, nonce);

    /// <inheritdoc/>
    public void Dispose() => _key.Rsa.Dispose();

    // A stable ID of the person, as an identity provider gives one.
    private static string SubjectOf(SeedPersona persona) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(persona.Email)).AsSpan(0, 16)).ToString("D", CultureInfo.InvariantCulture);

    private string Write(SeedPersona persona, string audience, string? nonce)
    {
        var now = time.GetUtcNow().UtcDateTime;
        List<Claim> claims =
        [
            new("sub", persona.Name),
            new("oid", SubjectOf(persona)),
            new("name", persona.DisplayName),
            new("email", persona.Email),
            new("preferred_username", persona.Email),
            .. persona.Groups.Select(group => new Claim("groups", group)),
        ];
        if (nonce is not null)
        {
            claims.Add(new Claim("nonce", nonce));
        }

        var token = new JwtSecurityToken(Issuer, audience, claims, now.AddMinutes(-1), now + Lifetime, new SigningCredentials(_key, SecurityAlgorithms.RsaSha256));
        return new JwtSecurityTokenHandler { OutboundClaimTypeMap = { } }.WriteToken(token);
    }
}
