namespace PromotionEngine.Accounts;

/// <summary>Who is calling, as the host established it. Nothing in a request's body counts beside it.</summary>
/// <param name="Person">The person; its e-mail is empty when a connector named nobody.</param>
/// <param name="Groups">Names or IDs of the person's groups.</param>
/// <param name="Tier">What the groups, or the connector's setting, allow.</param>
public sealed record Caller(Person Person, IReadOnlyList<string> Groups, Tier Tier)
{
    /// <summary>Name of the trusted connector that speaks for the person; empty when the person came with a token of their own.</summary>
    public string AssertedBy { get; init; } = string.Empty;

    /// <summary>
    /// Development accounts that the connector is limited to, and what it may use when it names no groups; <c>*</c> stands for every active account.
    /// Empty: no limit with groups, no account without.
    /// </summary>
    public IReadOnlyList<string> ConnectorAccounts { get; init; } = [];

    /// <summary>Address of the client, for the audit.</summary>
    public string ClientAddress { get; init; } = string.Empty;

    /// <summary>ID that joins the log entries of one request.</summary>
    public string CorrelationId { get; init; } = string.Empty;

    /// <summary>Whether the connector's settings keep it to some development accounts, whatever the groups that it sends would allow.</summary>
    public bool IsLimited => ConnectorAccounts.Count > 0 && !ConnectorAccounts.Contains("*", StringComparer.Ordinal);

    /// <summary>
    /// Whether the way that the caller came by leads to <paramref name="account"/> at all: a connector that is kept to some accounts reaches no other. It is no right yet,
    /// and the only place where that limit is checked.
    /// </summary>
    public bool Reaches(AccountId account) => !IsLimited || ConnectorAccounts.Contains(account.Value, StringComparer.Ordinal);

    /// <summary>
    /// Whether the person is in the group of that name or ID, and the only place where groups are compared: trimmed and exactly, because two groups whose names differ in
    /// their case are two groups. A blank one is nobody's.
    /// </summary>
    public bool IsIn(string group) => group.Trim().Length > 0 && Groups.Any(own => string.Equals(own.Trim(), group.Trim(), StringComparison.Ordinal));

    /// <summary>The person as the audit names them.</summary>
    public string AuditName => Person.Email.Length > 0 ? Person.Email : Person.Subject.Length > 0 ? Person.Subject : AssertedBy;
}
