namespace PromotionEngine.Promotions;

/// <summary>How far the merge of a branch is.</summary>
public enum MergeProgress
{
    /// <summary>A draft is made or checked; main is untouched and the promotion may still be taken back.</summary>
    Drafting,

    /// <summary>The platform is told to merge, or about to be: main may have changed.</summary>
    Merging,

    /// <summary>Main has it.</summary>
    Merged,
}
