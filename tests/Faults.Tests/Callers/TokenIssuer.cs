using System.IdentityModel.Tokens.Jwt;
using System.Security.Cryptography;
using System.Text.Json;
using BoomiEmulator.Seeding;
using Microsoft.IdentityModel.Tokens;

namespace Faults.Tests.Callers;

/// <summary>Issues the tokens that people sign in with.</summary>
internal sealed class TokenIssuer : IDisposable
{
    /// <summary>What the host takes for the issuer.</summary>
    public const string Issuer = "https://login.example.com/faults/v2.0";

    /// <summary>Whom the tokens are for.</summary>
    public const string Audience = "api://promotion";

    private readonly RSA _rsa = RSA.Create(2048);

    /// <summary>The public key, as a JSON Web Key Set.</summary>
    public string Jwks
    {
        get
        {
            var parameters = _rsa.ExportParameters(includePrivateParameters: false);
            var key = new { kty = "RSA", use = "sig", kid = "faults", n = Base64UrlEncoder.Encode(parameters.Modulus), e = Base64UrlEncoder.Encode(parameters.Exponent) };
            return JsonSerializer.Serialize(new { keys = new[] { key } });
        }
    }

    /// <summary>A token of <paramref name="person"/>, which outlasts the suite.</summary>
    public string TokenOf(SeedPersona person)
    {
        var now = TimeProvider.System.GetUtcNow();
        var payload = new JwtPayload
        {
            ["iss"] = Issuer,
            ["aud"] = Audience,
            ["nbf"] = now.AddMinutes(-1).ToUnixTimeSeconds(),
            ["exp"] = now.AddHours(12).ToUnixTimeSeconds(),
            ["oid"] = $"oid-of-{person.Name}",
            ["sub"] = $"subject-of-{person.Name}",
            ["email"] = person.Email,
            ["name"] = person.DisplayName,
            ["groups"] = person.Groups.ToArray(),
        };
        var credentials = new SigningCredentials(new RsaSecurityKey(_rsa) { KeyId = "faults" }, SecurityAlgorithms.RsaSha256);
        return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(new JwtHeader(credentials), payload));
    }

    /// <inheritdoc/>
    public void Dispose() => _rsa.Dispose();
}
