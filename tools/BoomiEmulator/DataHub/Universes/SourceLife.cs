using BoomiEmulator.DataHub.State;

namespace BoomiEmulator.DataHub.Universes;

/// <summary>The initial-load life cycle of the sources of a universe.</summary>
internal static class SourceLife
{
    public static void Settle(UniverseState universe, DateTimeOffset now)
    {
        foreach (var source in universe.Sources.Where(source => source.DueAt <= now))
        {
            source.Status = source.Status switch
            {
                SourceStatus.SOURCE_ATTACHMENT_REQUESTED => SourceStatus.SOURCE_ATTACHED,
                SourceStatus.ENABLE_INITIAL_LOAD_REQUESTED => SourceStatus.INITIAL_LOAD_ENABLED,
                SourceStatus.FINISH_INITIAL_LOAD_REQUESTED => SourceStatus.INITIAL_LOAD_FINISHED,
                var settled => settled,
            };
        }
    }

    /// <summary>Whether batches of the source are taken: from the initial load on.</summary>
    public static bool MaySend(AttachedSource source) => source.Status >= SourceStatus.INITIAL_LOAD_ENABLED;

    public static void Enable(Universe universe, AttachedSource source)
    {
        if (universe.State.Sources.Exists(other =>
                other.Status is SourceStatus.ENABLE_INITIAL_LOAD_REQUESTED or SourceStatus.INITIAL_LOAD_ENABLED or SourceStatus.FINISH_INITIAL_LOAD_REQUESTED))
        {
            throw DataHubRefusalException.BadRequest("Cannot perform an initial load on more than one source at a time.");
        }

        Move(universe, source, SourceStatus.SOURCE_ATTACHED, SourceStatus.ENABLE_INITIAL_LOAD_REQUESTED, "STRAPPING");
    }

    public static void Finish(Universe universe, AttachedSource source) =>
        Move(universe, source, SourceStatus.INITIAL_LOAD_ENABLED, SourceStatus.FINISH_INITIAL_LOAD_REQUESTED, "STRAPPED");

    private static void Move(Universe universe, AttachedSource source, SourceStatus from, SourceStatus to, string named)
    {
        if (source.Status != from || universe.Model.Source(source.SourceId) is not { Contributes: true })
            throw DataHubRefusalException.BadRequest($"Source cannot be transitioned to state: {named}");
        source.Status = to;
        source.DueAt = universe.Hub.Now + universe.Hub.Options.SourceTransitionDelay;
    }
}
