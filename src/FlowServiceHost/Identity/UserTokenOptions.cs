namespace FlowServiceHost.Identity;

/// <summary>How user tokens (JWT) are checked. Section <c>Identity:Tokens</c>; without an issuer none is taken.</summary>
public sealed class UserTokenOptions
{
    /// <summary>The issuer, exactly as the tokens name it.</summary>
    public string Issuer { get; set; } = string.Empty;

    /// <summary>The audiences that are ours.</summary>
    public IList<string> Audiences { get; set; } = [];

    /// <summary>Address of the OpenID Connect discovery document; by default below the issuer.</summary>
    public string DiscoveryAddress { get; set; } = string.Empty;

    /// <summary>The issuer's public keys as a JSON Web Key Set; then nothing is discovered.</summary>
    public string Jwks { get; set; } = string.Empty;

    /// <summary>Whether the discovery document may come over plain HTTP; for development on loopback.</summary>
    public bool AllowHttpDiscovery { get; set; }

    /// <summary>Claim that holds the groups.</summary>
    public string GroupsClaim { get; set; } = "groups";

    /// <summary>Claim that holds the app roles, which count as groups.</summary>
    public string RolesClaim { get; set; } = "roles";

    /// <summary>App role that makes the bearer a trusted connector.</summary>
    public string ConnectorRole { get; set; } = "flow.connector";

    /// <summary>Names of groups that tokens hold as IDs: key the ID, value the name. A person in such a group is in both.</summary>
    public IDictionary<string, string> GroupNames { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}
