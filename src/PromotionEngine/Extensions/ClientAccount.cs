using PromotionEngine.Accounts;
using PromotionEngine.Boomi.DataHub;

namespace PromotionEngine.Extensions;

/// <summary>A client account with its two environments. One for an account, however many groups may use it.</summary>
/// <param name="Id">The account.</param>
/// <param name="Name">Its name.</param>
/// <param name="Test">Its test environment.</param>
/// <param name="Production">Its production environment.</param>
/// <param name="Records">The active golden records that it was read from, those of all groups.</param>
public sealed record ClientAccount(AccountId Id, string Name, EnvironmentId Test, EnvironmentId Production, IReadOnlyList<GoldenRecord> Records)
{
    /// <summary>Whether the environment is one of the two.</summary>
    public bool Has(EnvironmentId environment) => environment == Test || environment == Production;
}
