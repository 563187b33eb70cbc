namespace PromotionEngine.State;

/// <summary>Something that must hold for a commit to be made.</summary>
/// <param name="Kind">What is demanded.</param>
/// <param name="Key">The record or index that it is about.</param>
public sealed record Expectation(ExpectationKind Kind, string Key)
{
    /// <summary>The version, limit or token demanded; 0 where the kind has none.</summary>
    public long Number { get; init; }

    /// <summary>The member that it is about; empty where the kind has none.</summary>
    public string Member { get; init; } = string.Empty;

    /// <summary>The highest score allowed.</summary>
    public double Score { get; init; }

    /// <summary>Names that count as members of the index too.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>How a commit is answered when this does not hold.</summary>
    internal CommitStatus Refusal => Kind switch
    {
        ExpectationKind.Fence => CommitStatus.Fenced,
        ExpectationKind.CountBelow => CommitStatus.CountExceeded,
        _ => CommitStatus.Conflict,
    };

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        ExpectationKind.Version when Number == 0 => $"{Key} was expected to be absent",
        ExpectationKind.Version => $"{Key} was expected at version {Number}",
        ExpectationKind.CountBelow => $"{Key} was expected to count fewer than {Number}",
        ExpectationKind.PresentMember => $"{Key} was expected to hold {Member}",
        ExpectationKind.AbsentMember => $"{Key} was expected not to hold {Member}",
        ExpectationKind.ScoreAtMost => $"{Member} in {Key} was expected to score at most {Score:R}",
        _ => $"{Key} was expected under lease token {Number}",
    };
}
