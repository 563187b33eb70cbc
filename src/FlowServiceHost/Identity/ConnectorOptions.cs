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

    /// <summary>
    /// SHA-256 fingerprints of its client certificates, as hexadecimal digits; several while a certificate is changed. They count on connections that end at this host
    /// with TLS and ask for a certificate (<c>Kestrel:Endpoints:…:ClientCertificateMode</c>), never from a header.
    /// </summary>
    public IList<string> CertificateFingerprints { get; set; } = [];

    /// <summary><c>CONTRIBUTOR</c> or <c>READONLY</c>: applies when it sends no groups.</summary>
    public string Tier { get; set; } = "READONLY";

    /// <summary>The actions it may call; empty for all.</summary>
    public IList<string> Actions { get; set; } = [];

    /// <summary>
    /// IDs of the development accounts that it is limited to, whatever groups it sends; when it sends none, they are what it may use. <c>*</c> stands for all.
    /// None: with groups it has the groups' accounts, without groups no account.
    /// </summary>
    public IList<string> DevAccounts { get; set; } = [];
}
