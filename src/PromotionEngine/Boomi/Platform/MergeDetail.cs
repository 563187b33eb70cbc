using PromotionEngine.Components;

namespace PromotionEngine.Boomi.Platform;

/// <summary>A component of a merge request's draft.</summary>
/// <param name="ComponentId">The component.</param>
/// <param name="SourceRevision">Version on the source branch.</param>
/// <param name="DestinationRevision">Version on the destination when the draft was made; 0 when it has none.</param>
/// <param name="MergeRevision">Version that the merge wrote on the destination; 0 before.</param>
/// <param name="ChangeType"><c>ADDED</c>, <c>MODIFIED</c> or <c>DELETED</c>.</param>
/// <param name="Conflict">Whether both branches changed it.</param>
/// <param name="Excluded">Whether it is left out of the merge.</param>
public sealed record MergeDetail(
    ComponentId ComponentId, int SourceRevision, int DestinationRevision, int MergeRevision, string ChangeType, bool Conflict, bool Excluded);
