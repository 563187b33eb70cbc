namespace PromotionEngine.Accounts;

/// <summary>A development account that somebody may use.</summary>
/// <param name="Id">The account.</param>
/// <param name="Name">Its name as the grant has it.</param>
public sealed record DevAccountAccess(AccountId Id, string Name);
