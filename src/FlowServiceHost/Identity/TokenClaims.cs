using System.Security.Claims;

namespace FlowServiceHost.Identity;

/// <summary>Makes a credential of the claims of a checked token, in the shapes that Entra ID and other OpenID Connect issuers give them.</summary>
internal static class TokenClaims
{
    private static readonly string[] EmailClaims = ["email", "preferred_username", "upn"];
    private static readonly string[] ClientClaims = ["azp", "appid", "client_id"];

    // What issuers say about an e-mail that its owner never proved to be theirs.
    private static readonly string[] VerifiedClaims = ["email_verified", "xms_edov"];

    /// <summary>A connector when the token has the connector's app role, else a person.</summary>
    public static CredentialResult ToCredential(IReadOnlyList<Claim> claims, UserTokenOptions options, ConnectorDirectory connectors)
    {
        if (!Values(claims, options.RolesClaim).Contains(options.ConnectorRole, StringComparer.Ordinal))
        {
            return ToPerson(claims, options);
        }

        var clientId = ClientClaims.Select(name => First(claims, name)).FirstOrDefault(value => value.Length > 0) ?? string.Empty;
        return connectors.FindByClientId(clientId) is { } connector
            ? CredentialResult.Of(connector)
            : CredentialResult.Forbidden("The token is a connector's, but its client ID is not among the connectors of this service.");
    }

    /// <summary>The person that the claims are about.</summary>
    public static CredentialResult ToPerson(IReadOnlyList<Claim> claims, UserTokenOptions options)
    {
        var subject = First(claims, "oid") is { Length: > 0 } objectId ? objectId : First(claims, "sub");
        if (subject.Length == 0)
        {
            return CredentialResult.Unauthorized;
        }

        var roles = Values(claims, options.RolesClaim);
        var groups = Values(claims, options.GroupsClaim);
        if (groups.Count + roles.Count == 0 && HasOverage(claims, options.GroupsClaim))
        {
            return CredentialResult.Forbidden(
                "You are in more groups than your token can list. Ask the access administrator to assign the service's groups to the application, or app roles.");
        }

        var emails = EmailsOf(claims);
        var email = emails.FirstOrDefault() ?? string.Empty;
        var given = string.Concat(First(claims, "name").Where(character => !char.IsControl(character)));
        var name = given.Length > 0 ? given : email;
        var named = groups.Where(options.GroupNames.ContainsKey).Select(group => options.GroupNames[group]);
        IReadOnlyList<string> all = [.. groups.Concat(named).Concat(roles).Distinct(StringComparer.Ordinal)];
        return CredentialResult.Of(new UserCredential(subject, email, emails.ToHashSet(StringComparer.Ordinal), name, all));
    }

    private static List<string> EmailsOf(IReadOnlyList<Claim> claims)
    {
        var isUnproved = VerifiedClaims.Any(name => First(claims, name) is "false" or "False" or "0");
        return
        [
            .. EmailClaims
                .Where(name => !(isUnproved && name == "email"))
                .SelectMany(name => Values(claims, name))
                .Where(value => value.Contains('@', StringComparison.Ordinal) && !value.Any(char.IsControl))
                .Select(Emails.Normalize)
                .Distinct(StringComparer.Ordinal),
        ];
    }

    // Entra leaves the groups out of a token that would hold too many, and says so.
    private static bool HasOverage(IReadOnlyList<Claim> claims, string groupsClaim) =>
        string.Equals(First(claims, "hasgroups"), "true", StringComparison.OrdinalIgnoreCase)
        || First(claims, "_claim_names").Contains($"\"{groupsClaim}\"", StringComparison.Ordinal);

    private static string First(IReadOnlyList<Claim> claims, string type) => Values(claims, type).FirstOrDefault() ?? string.Empty;

    private static List<string> Values(IReadOnlyList<Claim> claims, string type) =>
        [.. claims.Where(claim => claim.Type == type).Select(claim => claim.Value.Trim()).Where(value => value.Length > 0)];
}
