using PromotionEngine.Promotions;

namespace PromotionEngine.Boomi.Platform;

/// <summary>A merge request.</summary>
/// <param name="Id">The request.</param>
/// <param name="Source">The branch that is merged.</param>
/// <param name="Destination">The branch that it is merged into.</param>
/// <param name="Stage">One of <see cref="MergeStage"/>, or another that the platform passes through.</param>
/// <param name="CreatedBy">Login of who made it.</param>
/// <param name="CreatedDate">When; null when the platform did not say.</param>
/// <param name="Details">The draft; empty while it is being made, and when the branches do not differ.</param>
public sealed record MergeRequest(
    MergeRequestId Id, BranchId Source, BranchId Destination, string Stage, string CreatedBy, DateTimeOffset? CreatedDate, IReadOnlyList<MergeDetail> Details);
