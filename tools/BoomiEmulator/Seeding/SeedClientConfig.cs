namespace BoomiEmulator.Seeding;

/// <summary>A client account's environments and a group that may see them: the content of a ClientAccountConfig golden record of source <c>ADMIN_CONFIG</c>.</summary>
/// <param name="Client">The client account.</param>
/// <param name="SsoGroup">The group's name, which is its id too.</param>
/// <param name="IsActive">False for one that was taken back.</param>
/// <param name="InstanceId">The pack that is installed for production.</param>
public sealed record SeedClientConfig(SeedClient Client, string SsoGroup, bool IsActive, string InstanceId)
{
    /// <summary>The record's fields.</summary>
    public IReadOnlyDictionary<string, string> Fields() => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["clientAccountId"] = Client.AccountId,
        ["clientAccountName"] = Client.Name,
        ["ssoGroupId"] = SsoGroup,
        ["ssoGroupName"] = SsoGroup,
        ["testEnvironmentId"] = Client.Test.EnvironmentId,
        ["testEnvironmentName"] = Client.Test.Name,
        ["prodEnvironmentId"] = Client.Production.EnvironmentId,
        ["prodEnvironmentName"] = Client.Production.Name,
        ["isActive"] = IsActive ? "true" : "false",
        ["integrationPackInstanceId"] = InstanceId,
    };
}
