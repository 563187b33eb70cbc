using System.Text.Json.Serialization;

namespace PromotionEngine.Promotions;

/// <summary>An integration pack that a promotion is, or is to be, released in, and how its release goes.</summary>
/// <param name="PackId">The pack.</param>
/// <param name="PackName">Its name.</param>
public sealed record PackRelease(string PackId, string PackName)
{
    /// <summary>The release; empty before there is one, and when its answer was lost.</summary>
    public string ReleaseId { get; init; } = string.Empty;

    /// <summary>The released version of our component.</summary>
    public string ReleaseVersion { get; init; } = string.Empty;

    /// <summary>How the release propagates.</summary>
    public ReleaseState State { get; init; }

    /// <summary>When the platform accepted it.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was seen to be complete, or to have failed.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Whether the platform accepted it and was not seen to end it. Without an ID nobody can ask.</summary>
    [JsonIgnore]
    public bool IsPending => ReleaseId.Length > 0 && State is (ReleaseState.Pending or ReleaseState.InProgress);
}
