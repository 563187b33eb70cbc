namespace BoomiEmulator.DataHub.State;

/// <summary>The life of a source at a universe; the names are the ones on the wire.</summary>
internal enum SourceStatus
{
    SOURCE_ATTACHMENT_REQUESTED,
    SOURCE_ATTACHED,
    ENABLE_INITIAL_LOAD_REQUESTED,
    INITIAL_LOAD_ENABLED,
    FINISH_INITIAL_LOAD_REQUESTED,
    INITIAL_LOAD_FINISHED,
}
