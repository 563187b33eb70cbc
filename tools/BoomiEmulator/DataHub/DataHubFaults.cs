namespace BoomiEmulator.DataHub;

/// <summary>
/// Faults that only DataHub knows. Setting them on <see cref="DataHubWorld.Faults"/> starts their counters anew;
/// <c>new DataHubFaults()</c> is a healthy DataHub.
/// </summary>
public sealed record DataHubFaults
{
    /// <summary>Batches accepted from now on take this much longer.</summary>
    public TimeSpan ExtraIncorporationDelay { get; init; }

    /// <summary>So many of the next entities end ERRORED; their batch ends COMPLETED_ERRORS, or ERRORED when all of its entities did.</summary>
    public int ErroredEntities { get; init; }

    /// <summary>The n-th entity from now on (counting from 1) is quarantined whatever it holds; 0 is off.</summary>
    public int QuarantineEntity { get; init; }

    /// <summary>The cause that <see cref="QuarantineEntity"/> gives.</summary>
    public string QuarantineCause { get; init; } = "INCORPORATE_ERROR";

    /// <summary>So many of the next platform-side requests are answered with 503.</summary>
    public int BusyPlatformRequests { get; init; }

    /// <summary>Platform-side requests before this time are answered with 503.</summary>
    public DateTimeOffset? PlatformBusyUntil { get; init; }

    /// <summary>Repository requests before this time are answered with the HTML 401, whatever their credentials.</summary>
    public DateTimeOffset? UnauthorizedUntil { get; init; }

    /// <summary>Ids and URLs answered as plain text start with a byte order mark.</summary>
    public bool ByteOrderMark { get; init; }
}
