namespace PromotionEngine.Promotions;

/// <summary>The merge of a promotion's branch to main.</summary>
/// <param name="Progress">How far it is.</param>
/// <param name="RequestId">The platform's merge request; empty before there is one.</param>
public sealed record BranchMerge(MergeProgress Progress, string RequestId)
{
    /// <summary>The created components whose mappings the merge claims: with them nobody else creates the same again.</summary>
    public IReadOnlyList<ClaimedMapping> Claimed { get; init; } = [];

    /// <summary>Whether an admin lets it go on although main moved on.</summary>
    public bool IsStaleOverridden { get; init; }
}
