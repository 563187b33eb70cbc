namespace BoomiEmulator.State;

/// <summary>A release of an integration pack, which takes time to reach the subscribers.</summary>
public sealed record PackRelease
{
    /// <summary><c>release-</c> and a GUID.</summary>
    public required string RequestId { get; init; }

    /// <summary>The pack.</summary>
    public required string PackId { get; init; }

    /// <summary>IMMEDIATELY or RELEASE_ON_SPECIFIED_DATE.</summary>
    public required string Schedule { get; init; }

    /// <summary>The day of a release that is not immediate, <c>yyyy-MM-dd</c>.</summary>
    public string? ReleaseOnDate { get; init; }

    /// <summary>Everything that the pack holds after the release.</summary>
    public required IReadOnlyList<ReleasedPackage> Packages { get; init; }

    /// <summary>What the publisher had put in when it was asked for; what changes later waits for the next release.</summary>
    public IReadOnlyList<PackEntry> Entries { get; init; } = [];

    /// <summary>Who asked for it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset CreatedDate { get; init; }

    /// <summary>When it starts.</summary>
    public DateTimeOffset StartsAt { get; init; }

    /// <summary>When it has reached the subscribers, or has failed.</summary>
    public DateTimeOffset FinishesAt { get; init; }

    /// <summary>Whether it ends in ERROR and changes nothing.</summary>
    public bool Fails { get; init; }

    /// <summary>Whether its end has been carried out.</summary>
    public bool Settled { get; init; }

    /// <summary>SCHEDULED, IN_PROGRESS, SUCCESS or ERROR.</summary>
    public string StatusAt(DateTimeOffset now) =>
        now < StartsAt ? "SCHEDULED" : now < FinishesAt ? "IN_PROGRESS" : Fails ? "ERROR" : "SUCCESS";
}
