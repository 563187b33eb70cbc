using PromotionEngine.Promotions;

namespace PromotionEngine.Boomi.Platform;

/// <summary>A branch of an account.</summary>
/// <param name="Id">The branch.</param>
/// <param name="Name">Name as the platform keeps it, which may differ from the one asked for.</param>
/// <param name="ParentId">Branch it was made from; empty when the platform did not say.</param>
/// <param name="Ready">Whether it can be used.</param>
/// <param name="Stage"><c>CREATING</c>, <c>NORMAL</c> or <c>DELETING</c>.</param>
/// <param name="CreatedBy">Login of who made it.</param>
/// <param name="CreatedDate">When; null when the platform did not say.</param>
public sealed record Branch(BranchId Id, string Name, string ParentId, bool Ready, string Stage, string CreatedBy, DateTimeOffset? CreatedDate);
