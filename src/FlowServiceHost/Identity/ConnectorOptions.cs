namespace FlowServiceHost.Identity;

/// <summary>A connector that is trusted to name the person it speaks for. Section <c>Identity:Connectors:n</c>.</summary>
public sealed class ConnectorOptions
{
    /// <summary>Name in the audit.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>User name of its Basic credentials; empty when it comes with tokens only.</summary>
    public string User { get; set; } = string.Empty;

    /// <summary>Hashes of the tokens it may use, in one of the forms of <see cref="TokenHash"/>. More than one while a token is changed.</summary>
    public IList<string> TokenHashes { get; set; } = [];

    /// <summary>Client ID by which its own JWT names it (<c>azp</c>, <c>appid</c> or <c>client_id</c>); empty when it comes with Basic only.</summary>
    public string ClientId { get; set; } = string.Empty;

    /// <summary><c>CONTRIBUTOR</c> or <c>READONLY</c>: applies when it sends no groups.</summary>
    public string Tier { get; set; } = "READONLY";

    /// <summary>The actions it may call; empty for all.</summary>
    public IList<string> Actions { get; set; } = [];

    /// <summary>IDs of the development accounts that it may use when it sends no groups.</summary>
    public IList<string> DevAccounts { get; set; } = [];
}
