namespace PromotionEngine.Boomi.DataHub;

/// <summary>A group's access to a development account.</summary>
/// <param name="SsoGroupId">ID of the group.</param>
/// <param name="SsoGroupName">Name of the group.</param>
/// <param name="DevAccountId">The account.</param>
/// <param name="DevAccountName">Its name.</param>
public sealed record DevAccountGrant(string SsoGroupId, string SsoGroupName, string DevAccountId, string DevAccountName);
