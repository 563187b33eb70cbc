using PromotionEngine.Boomi.DataHub;

namespace PromotionEngine.Accounts;

/// <summary>The two kinds of grants that <c>manageAccess</c> keeps, and how their fields are called.</summary>
/// <param name="Kind">The word of the contract.</param>
/// <param name="Model">The golden record.</param>
/// <param name="Account">Name of the field that holds the account's ID.</param>
internal sealed record AccessGrant(string Kind, GoldenRecordModel Model, string Account)
{
    /// <summary>The field that says whether a grant counts.</summary>
    public const string IsActive = "isActive";

    /// <summary>A group's access to a development account.</summary>
    public static AccessGrant Dev { get; } = new("DEV_ACCOUNT", GoldenRecordModels.DevAccountAccess, "devAccountId");

    /// <summary>A group's access to a client account.</summary>
    public static AccessGrant Client { get; } = new("CLIENT_ACCOUNT", GoldenRecordModels.ClientAccountConfig, "clientAccountId");

    /// <summary>The kind that <paramref name="word"/> names.</summary>
    public static AccessGrant Of(string word) => word == Client.Kind ? Client : Dev;
}
