using Contract.Actions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace FlowServiceHost.Identity;

/// <summary>Names everything that is wrong with the <c>Identity</c> section.</summary>
internal sealed class IdentityOptionsValidator(ActionCatalogue catalogue) : IValidateOptions<IdentityOptions>
{
    private static readonly string[] Tiers = ["CONTRIBUTOR", "READONLY"];

    public ValidateOptionsResult Validate(string? name, IdentityOptions options)
    {
        var problems = new List<string>();
        for (var index = 0; index < options.Connectors.Count; index++)
        {
            problems.AddRange(ProblemsOf(options.Connectors[index]).Select(problem => $"Identity:Connectors:{index}: {problem}"));
        }

        problems.AddRange(Twice(options.Connectors.Select(connector => connector.Name), "name"));
        problems.AddRange(Twice(options.Connectors.Select(connector => connector.User), "user"));
        problems.AddRange(Twice(options.Connectors.Select(connector => connector.ClientId), "client ID"));
        problems.AddRange(Twice(options.Connectors.SelectMany(connector => connector.CertificateFingerprints), "certificate"));
        problems.AddRange(ProblemsOf(options.Tokens).Select(problem => $"Identity:Tokens: {problem}"));
        if (options.Connectors.Count == 0 && options.Tokens.Issuer.Length == 0)
        {
            problems.Add("Identity: there is neither a connector nor an issuer of user tokens, so nobody could call.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Twice(IEnumerable<string> values, string what) => values
        .Where(value => value.Length > 0)
        .GroupBy(value => value, StringComparer.Ordinal)
        .Where(group => group.Count() > 1)
        .Select(group => $"Identity:Connectors: the {what} '{group.Key}' is used twice.");

    private static IEnumerable<string> ProblemsOf(UserTokenOptions tokens)
    {
        if (tokens.Issuer.Length == 0)
        {
            yield break;
        }

        if (tokens.Audiences.Count == 0 || tokens.Audiences.Any(string.IsNullOrWhiteSpace))
        {
            yield return "Audiences names no audience, or a blank one.";
        }

        if (tokens.Jwks.Length > 0)
        {
            if (!IsKeySet(tokens.Jwks))
            {
                yield return "Jwks is not a JSON Web Key Set with a public key.";
            }
        }
        else if (!Uri.TryCreate(IssuerMetadata.AddressOf(tokens), UriKind.Absolute, out var address)
            || !(address.Scheme == Uri.UriSchemeHttps || (tokens.AllowHttpDiscovery && address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
        {
            yield return "DiscoveryAddress is not an https address (http is for loopback, with AllowHttpDiscovery).";
        }
    }

    private static bool IsKeySet(string json)
    {
        try
        {
            return JsonWebKeySet.Create(json).GetSigningKeys().Any(key => key is not SymmetricSecurityKey);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    private IEnumerable<string> ProblemsOf(ConnectorOptions connector)
    {
        if (string.IsNullOrWhiteSpace(connector.Name))
        {
            yield return "Name is missing.";
        }

        if (connector.User.Length == 0 && connector.ClientId.Length == 0 && connector.CertificateFingerprints.Count == 0)
        {
            yield return "neither User nor ClientId nor CertificateFingerprints is given, so it could not be recognised.";
        }

        for (var index = 0; index < connector.CertificateFingerprints.Count; index++)
        {
            if (connector.CertificateFingerprints[index] is not { Length: 64 } fingerprint || !fingerprint.All(char.IsAsciiHexDigit))
            {
                yield return $"CertificateFingerprints:{index} is not a SHA-256 fingerprint of 64 hexadecimal digits.";
            }
        }

        if (connector.User.Contains(':', StringComparison.Ordinal))
        {
            yield return "User must not hold a colon.";
        }

        if (connector.User.Length > 0 && connector.TokenHashes.Count == 0)
        {
            yield return "TokenHashes is empty.";
        }

        for (var index = 0; index < connector.TokenHashes.Count; index++)
        {
            if (TokenHash.Parse(connector.TokenHashes[index]) is null)
            {
                yield return $"TokenHashes:{index} is neither sha256:BASE64 nor pbkdf2:ITERATIONS:SALT:BASE64 (at least {TokenHash.MinIterations} iterations).";
            }
        }

        if (!Tiers.Contains(connector.Tier, StringComparer.Ordinal))
        {
            yield return $"Tier '{connector.Tier}' is not CONTRIBUTOR or READONLY; what admins decide needs a person's groups.";
        }

        foreach (var unknown in connector.Actions.Where(action => catalogue.Find(action) is null))
        {
            yield return $"Actions names '{unknown}', which is no action.";
        }
    }
}
