using PromotionEngine.Components;

namespace PromotionEngine.Boomi.Platform;

/// <summary>A folder of an account. Folders are the same on all branches.</summary>
/// <param name="Id">The folder.</param>
/// <param name="Name">Name; not unique under a parent.</param>
/// <param name="FullPath">Path from the account's root folder, <c>/</c> between names.</param>
/// <param name="ParentId">Folder it stands in; empty for the root.</param>
public sealed record Folder(FolderId Id, string Name, string FullPath, string ParentId);
