namespace PromotionEngine.Promotions.Running;

/// <summary>What the journal keeps of a folder that a run creates.</summary>
/// <param name="Path">Path in production, as people write it.</param>
/// <param name="ParentId">Folder that it stands in.</param>
/// <param name="FolderId">The folder; empty while it is not known to exist.</param>
internal sealed record FolderNote(string Path, string ParentId, string FolderId);
