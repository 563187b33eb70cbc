namespace BoomiEmulator.DataHub;

/// <summary>Open questions about real DataHub, each with the answer that the emulator gives. A client has to work with either.</summary>
public sealed record DataHubSwitches
{
    /// <summary>Text operators of record queries (EQUALS, CONTAINS and the like) compare without regard to case.</summary>
    public bool QueriesIgnoreCase { get; init; } = true;

    /// <summary>The last page of a record query carries an <c>offsetToken</c> too.</summary>
    public bool OffsetTokenOnLastPage { get; init; }

    /// <summary>A limit above the page limit is refused with 400 instead of being lowered.</summary>
    public bool RefuseLimitAbovePageLimit { get; init; }

    /// <summary>The 202 of a batch carries a <c>Location</c> header besides the URL in the body.</summary>
    public bool LocationHeader { get; init; } = true;

    /// <summary>
    /// A required field has to be in every entity. When off, the golden record has to have it after the merge, so that a
    /// partial update of an existing record passes.
    /// </summary>
    public bool RequiredFieldsInEveryEntity { get; init; }

    /// <summary>Names of models are shown normalised (lower case, letters and digits) instead of as they were given.</summary>
    public bool ShowNormalisedModelNames { get; init; }

    /// <summary>A body that is no record query is answered with 400 instead of the documented 403.</summary>
    public bool MalformedQueryIsBadRequest { get; init; }
}
