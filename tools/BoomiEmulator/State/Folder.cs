namespace BoomiEmulator.State;

/// <summary>A component folder; folders are the same on all branches.</summary>
/// <param name="Id">Unpadded base64 of <c>F:n</c>.</param>
/// <param name="Name">Its own name, without the path.</param>
/// <param name="ParentId">The folder it lies in; null for the account's root folder.</param>
/// <param name="Deleted">Whether it was deleted.</param>
/// <param name="DeletedWith">The folder whose deletion took it away, so that restoring that folder brings it back.</param>
public sealed record Folder(string Id, string Name, string? ParentId, bool Deleted = false, string? DeletedWith = null);
