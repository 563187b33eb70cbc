namespace BoomiEmulator.Seeding;

/// <summary>Access of an SSO group to a dev account: the content of a DevAccountAccess golden record.</summary>
/// <param name="SsoGroupId">The group's object id, or its name where the directory sends names.</param>
/// <param name="SsoGroupName">The group's name.</param>
/// <param name="DevAccountId">The dev account.</param>
/// <param name="DevAccountName">The dev account's name.</param>
/// <param name="IsActive">False for a grant that was taken back.</param>
public sealed record SeedGrant(string SsoGroupId, string SsoGroupName, string DevAccountId, string DevAccountName, bool IsActive)
{
    /// <summary>The record's fields.</summary>
    public IReadOnlyDictionary<string, string> Fields() => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ssoGroupId"] = SsoGroupId,
        ["ssoGroupName"] = SsoGroupName,
        ["devAccountId"] = DevAccountId,
        ["devAccountName"] = DevAccountName,
        ["isActive"] = IsActive ? "true" : "false",
    };
}
