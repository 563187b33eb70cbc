namespace PromotionEngine.Deployments;

/// <summary>How far the release of one pack has come.</summary>
/// <param name="Choice">The pack. A new one has an ID as soon as it exists.</param>
public sealed record PackWork(PackChoice Choice)
{
    /// <summary>Everything that the release lists; null before it is settled. A release whose answer was lost is repeated with this and nothing else.</summary>
    public IReadOnlyList<PackVersion>? Content { get; init; }

    /// <summary>What subscribers had when the list was made; null before.</summary>
    public IReadOnlyList<PackVersion>? Former { get; init; }

    /// <summary>What the platform made pending for other components when it took our list: known not to be somebody else's edit.</summary>
    public IReadOnlyList<PackVersion> PendingByUs { get; init; } = [];

    /// <summary>
    /// Whether the platform was given our list and what it made of it is not known: set while the pack was quiet, so that what is pending is taken for ours.
    /// </summary>
    public bool IsListing { get; init; }

    /// <summary>When the release was asked for; null before.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Whether the platform accepted the release.</summary>
    public bool IsReleased { get; init; }
}
