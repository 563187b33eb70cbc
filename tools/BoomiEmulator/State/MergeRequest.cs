namespace BoomiEmulator.State;

/// <summary>A request to merge one branch into another. Its draft is a snapshot: what is written later is not in it.</summary>
public sealed record MergeRequest
{
    /// <summary>Unpadded base64 of <c>MR:n</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The branch that is merged.</summary>
    public required string SourceBranchId { get; init; }

    /// <summary>The branch it is merged into.</summary>
    public required string DestinationBranchId { get; init; }

    /// <summary>OVERRIDE or CONFLICT_RESOLVE.</summary>
    public required string Strategy { get; init; }

    /// <summary>SOURCE or DESTINATION: who wins a conflict with OVERRIDE.</summary>
    public required string PriorityBranch { get; init; }

    /// <summary>What it would merge.</summary>
    public required IReadOnlyList<MergeDetail> Details { get; init; }

    /// <summary>How long each stage lasts that passes by itself.</summary>
    public TimeSpan StageDelay { get; init; }

    /// <summary>When drafting began last.</summary>
    public DateTimeOffset? DraftedFrom { get; init; }

    /// <summary>Whether drafting fails.</summary>
    public bool DraftFails { get; init; }

    /// <summary>MERGED, FAILED_TO_MERGE or REVERTED once it was executed; null before.</summary>
    public string? Outcome { get; init; }

    /// <summary>When the outcome shows.</summary>
    public DateTimeOffset OutcomeAt { get; init; }

    /// <summary>Who created it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedDate { get; init; }

    /// <summary>Who changed it last.</summary>
    public required string ModifiedBy { get; init; }

    /// <summary>When it was changed last.</summary>
    public DateTimeOffset ModifiedDate { get; init; }

    /// <summary>The stage it is in and the one before.</summary>
    public (string Stage, string Previous) StageAt(DateTimeOffset now)
    {
        if (Outcome is not null)
            return now < OutcomeAt ? ("MERGING", "REVIEWING") : (Outcome, Outcome == "REVERTED" ? "MERGED" : "MERGING");

        var retried = DraftedFrom is not null;
        var age = now - (DraftedFrom ?? CreatedDate);
        if (age < StageDelay)
            return retried ? ("REDRAFTING", "FAILED_TO_DRAFT") : ("DRAFTING", "NOT_EXIST");

        if (DraftFails)
            return retried ? ("FAILED_TO_REDRAFT", "REDRAFTING") : ("FAILED_TO_DRAFT", "DRAFTING");

        return age < StageDelay * 2 ? ("DRAFTED", retried ? "REDRAFTING" : "DRAFTING") : ("REVIEWING", "DRAFTED");
    }
}
