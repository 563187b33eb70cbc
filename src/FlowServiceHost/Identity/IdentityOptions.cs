namespace FlowServiceHost.Identity;

/// <summary>Who may call. Section <c>Identity</c>.</summary>
public sealed class IdentityOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Identity";

    /// <summary>The trusted connectors.</summary>
    public IList<ConnectorOptions> Connectors { get; set; } = [];

    /// <summary>How user tokens are checked.</summary>
    public UserTokenOptions Tokens { get; set; } = new();

    /// <summary>Whether reviews and production deployments need a user token, so that no connector can assert who decided.</summary>
    public bool DecisionsNeedUserToken { get; set; }
}
