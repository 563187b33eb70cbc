using System.Security.Claims;

namespace FlowServiceHost.Identity;

/// <summary>Makes a credential of the claims of a checked token.</summary>
internal static class TokenClaims
{
    private static readonly string[] EmailClaims = ["email", "preferred_username", "upn"];
    private static readonly string[] ClientClaims = ["azp", "appid", "client_id"];

    public static CredentialResult ToCredential(IReadOnlyList<Claim> claims, UserTokenOptions options, ConnectorDirectory connectors)
    {
        var roles = Values(claims, options.RolesClaim);
        if (roles.Contains(options.ConnectorRole, StringComparer.Ordinal))
        {
            var clientId = ClientClaims.Select(name => First(claims, name)).FirstOrDefault(value => value.Length > 0) ?? string.Empty;
            return connectors.FindByClientId(clientId) is { } connector
                ? CredentialResult.Of(connector)
                : CredentialResult.Forbidden("The token is a connector's, but its client ID is not among the connectors of this service.");
        }

        var subject = First(claims, "oid") is { Length: > 0 } objectId ? objectId : First(claims, "sub");
        if (subject.Length == 0)
        {
            return CredentialResult.Unauthorized;
        }

        var groups = Values(claims, options.GroupsClaim);
        if (groups.Count == 0 && HasOverage(claims, options.GroupsClaim))
        {
            return CredentialResult.Forbidden(
                "You are in more groups than your token can list. Ask the access administrator to assign the service's groups to the application, or app roles.");
        }

        var emails = EmailClaims
            .SelectMany(name => Values(claims, name))
            .Where(value => value.Contains('@', StringComparison.Ordinal))
            .Select(Emails.Normalize)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var email = emails.FirstOrDefault() ?? string.Empty;
        var name = First(claims, "name") is { Length: > 0 } given ? given : email;
        var named = groups.Where(options.GroupNames.ContainsKey).Select(group => options.GroupNames[group]);
        IReadOnlyList<string> all = [.. groups.Concat(named).Concat(roles).Distinct(StringComparer.Ordinal)];
        return CredentialResult.Of(new UserCredential(subject, email, emails.ToHashSet(StringComparer.Ordinal), name, all));
    }

    // Entra leaves the groups out of a token that would hold too many, and says so.
    private static bool HasOverage(IReadOnlyList<Claim> claims, string groupsClaim) =>
        string.Equals(First(claims, "hasgroups"), "true", StringComparison.OrdinalIgnoreCase)
        || First(claims, "_claim_names").Contains($"\"{groupsClaim}\"", StringComparison.Ordinal);

    private static string First(IReadOnlyList<Claim> claims, string type) => Values(claims, type).FirstOrDefault() ?? string.Empty;

    private static List<string> Values(IReadOnlyList<Claim> claims, string type) =>
        [.. claims.Where(claim => claim.Type == type).Select(claim => claim.Value.Trim()).Where(value => value.Length > 0)];
}
