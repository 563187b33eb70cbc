namespace FlowServiceHost.Identity;

/// <summary>What a request's credentials prove.</summary>
public abstract record Credential;
