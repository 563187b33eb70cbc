namespace BoomiEmulator.State;

/// <summary>A request to merge one branch into another.</summary>
public sealed record MergeRequest
{
    /// <summary>Unpadded base64 of <c>MR:n</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The branch that is merged.</summary>
    public required string SourceBranchId { get; init; }

    /// <summary>The branch it is merged into.</summary>
    public required string DestinationBranchId { get; init; }
}
