using System.IdentityModel.Tokens.Jwt;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace FlowServiceHost.Tests.Support;

/// <summary>Issues user tokens for tests.</summary>
internal sealed class TokenIssuer
{
    public const string Issuer = "https://login.example.com/tenant/v2.0";
    public const string Audience = "api://promotion";

    private readonly RsaSecurityKey _rsa;
    private readonly ECDsaSecurityKey _ec = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "ec-1" };

    public TokenIssuer(string keyId = "rsa-1") => _rsa = new RsaSecurityKey(RSA.Create(2048)) { KeyId = keyId };

    /// <summary>The one whose keys the host under test knows.</summary>
    public static TokenIssuer Default { get; } = new();

    /// <summary>The public keys.</summary>
    public string Jwks
    {
        get
        {
            var rsa = _rsa.Rsa.ExportParameters(includePrivateParameters: false);
            var ec = _ec.ECDsa.ExportParameters(includePrivateParameters: false);
            return JsonSerializer.Serialize(new
            {
                keys = new object[]
                {
                    new { kty = "RSA", use = "sig", kid = _rsa.KeyId, n = Base64UrlEncoder.Encode(rsa.Modulus), e = Base64UrlEncoder.Encode(rsa.Exponent) },
                    new { kty = "EC", use = "sig", kid = "ec-1", crv = "P-256", x = Base64UrlEncoder.Encode(ec.Q.X), y = Base64UrlEncoder.Encode(ec.Q.Y) },
                    new { kty = "oct", use = "sig", kid = "shared", k = Base64UrlEncoder.Encode(Shared) },
                },
            });
        }
    }

    /// <summary>A symmetric key that a careless key set might hold.</summary>
    public static byte[] Shared { get; } = [.. Enumerable.Range(0, 64).Select(i => (byte)i)];

    /// <summary>The RSA public key as a PEM text, the classic secret of an HS256 confusion.</summary>
    public byte[] PublicKeyText => System.Text.Encoding.ASCII.GetBytes(_rsa.Rsa.ExportSubjectPublicKeyInfoPem());

    public static Dictionary<string, object> Alice() => new(StringComparer.Ordinal)
    {
        ["oid"] = "alice-oid",
        ["sub"] = "alice-sub",
        ["email"] = "Alice@Example.com",
        ["preferred_username"] = "alice@corp.example.com",
        ["name"] = "Alice Adams",
        ["groups"] = new[] { "ABC_BOOMI_FLOW_CONTRIBUTOR", "DEVTEAMA" },
        ["roles"] = new[] { "reader" },
    };

    public string Issue(
        IDictionary<string, object>? claims = null,
        string algorithm = SecurityAlgorithms.RsaSha256,
        DateTimeOffset? from = null,
        DateTimeOffset? until = null,
        string issuer = Issuer,
        string audience = Audience,
        SecurityKey? key = null,
        IDictionary<string, object>? header = null)
    {
        var now = DateTimeOffset.UtcNow;
        key ??= algorithm.StartsWith("ES", StringComparison.Ordinal) ? _ec : _rsa;
        var payload = new JwtPayload();
        foreach (var (name, value) in claims ?? Alice())
        {
            payload[name] = value;
        }

        payload["iss"] = issuer;
        payload["aud"] = audience;
        payload["nbf"] = (from ?? now.AddMinutes(-1)).ToUnixTimeSeconds();
        payload["exp"] = (until ?? now.AddMinutes(5)).ToUnixTimeSeconds();
        var head = new JwtHeader(new SigningCredentials(key, algorithm));
        foreach (var (name, value) in header ?? new Dictionary<string, object>())
        {
            head[name] = value;
        }

        return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(head, payload));
    }
}
