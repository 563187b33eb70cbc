namespace PromotionEngine.Boomi.Platform;

/// <summary>Stages of a merge request, in the platform's words.</summary>
public static class MergeStage
{
    /// <summary>The draft could not be made.</summary>
    public const string FailedToDraft = "FAILED_TO_DRAFT";

    /// <summary>The draft can be read and executed.</summary>
    public const string Reviewing = "REVIEWING";

    /// <summary>The platform is merging.</summary>
    public const string Merging = "MERGING";

    /// <summary>The destination holds what was merged.</summary>
    public const string Merged = "MERGED";

    /// <summary>Nothing was merged; it can be executed again.</summary>
    public const string FailedToMerge = "FAILED_TO_MERGE";

    /// <summary>A merge that was taken back.</summary>
    public const string Reverted = "REVERTED";

    /// <summary>Whether nothing happens to the request any more unless somebody asks for it.</summary>
    public static bool IsEnd(string stage) => stage is Merged or Reverted or "DELETED";

    /// <summary>Whether drafting failed.</summary>
    public static bool IsFailedDraft(string stage) => stage is FailedToDraft or "FAILED_TO_REDRAFT";
}
