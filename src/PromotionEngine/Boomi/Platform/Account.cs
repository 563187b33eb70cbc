using PromotionEngine.Accounts;

namespace PromotionEngine.Boomi.Platform;

/// <summary>An account below the primary account.</summary>
/// <param name="Id">The account.</param>
/// <param name="Name">Name.</param>
/// <param name="Status"><c>active</c> and other words of the platform.</param>
public sealed record Account(AccountId Id, string Name, string Status);
