using PromotionEngine.Accounts;
using PromotionEngine.Components;
using PromotionEngine.Packages;

namespace PromotionEngine.Promotions;

/// <summary>What somebody wants promoted. Only the IDs are theirs; everything else is read from the platform.</summary>
/// <param name="Account">The development account.</param>
/// <param name="Components">The listed components, connections included or not.</param>
/// <param name="Package">The package, when it was named.</param>
/// <param name="IsHotfix">Whether it is declared an emergency.</param>
public sealed record PromotionOrder(AccountId Account, IReadOnlyList<ComponentId> Components, PackageId? Package, bool IsHotfix);
