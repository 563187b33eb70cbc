using PromotionEngine.Components;

namespace PromotionEngine.Boomi.Platform;

/// <summary>One revision of a component, without its content.</summary>
/// <param name="Id">The component.</param>
/// <param name="Version">Version of the revision.</param>
/// <param name="Name">Name.</param>
/// <param name="Type">The platform's type, for example <c>process</c> or <c>transform.map</c>.</param>
/// <param name="SubType">Connector of a connection or operation; else empty.</param>
/// <param name="FolderId">Folder.</param>
/// <param name="FolderName">Name of the folder, without its path.</param>
/// <param name="BranchId">Branch that the revision belongs to.</param>
/// <param name="BranchName">Name of that branch.</param>
/// <param name="CreatedBy">Login of who created the component.</param>
/// <param name="CreatedDate">When; null when the platform did not say.</param>
/// <param name="ModifiedBy">Login of who wrote this revision.</param>
/// <param name="ModifiedDate">When; null when the platform did not say.</param>
/// <param name="Deleted">Whether this revision is a deletion.</param>
/// <param name="CurrentVersion">Whether it is main's latest; revisions of other branches never are.</param>
public sealed record ComponentMetadata(
    ComponentId Id,
    int Version,
    string Name,
    string Type,
    string SubType,
    FolderId FolderId,
    string FolderName,
    string BranchId,
    string BranchName,
    string CreatedBy,
    DateTimeOffset? CreatedDate,
    string ModifiedBy,
    DateTimeOffset? ModifiedDate,
    bool Deleted,
    bool CurrentVersion);
