namespace FlowServiceHost.Identity;

/// <summary>A trusted connector, proved by its Basic credentials or its own token.</summary>
/// <param name="Name">Name in the audit.</param>
/// <param name="Tier"><c>CONTRIBUTOR</c> or <c>READONLY</c>: applies when it sends no groups.</param>
/// <param name="Actions">The actions it may call; empty for all.</param>
/// <param name="DevAccounts">The development accounts it may use when it sends no groups.</param>
public sealed record ConnectorCredential(string Name, string Tier, IReadOnlyList<string> Actions, IReadOnlyList<string> DevAccounts) : Credential
{
    /// <summary>The credential of a configured connector.</summary>
    public static ConnectorCredential Of(ConnectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new ConnectorCredential(options.Name, options.Tier, [.. options.Actions], [.. options.DevAccounts]);
    }

    /// <summary>Whether it may call the action called <paramref name="action"/>.</summary>
    public bool MayCall(string action) => Actions.Count == 0 || Actions.Contains(action, StringComparer.Ordinal);
}
