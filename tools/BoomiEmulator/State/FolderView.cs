namespace BoomiEmulator.State;

/// <summary>A folder with what its surroundings add to it.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="FullPath">The names from the account's root folder down to it, separated by slashes.</param>
/// <param name="ParentName">The name of the folder it lies in; null for the root.</param>
/// <param name="AccountId">The account it belongs to.</param>
public sealed record FolderView(Folder Folder, string FullPath, string? ParentName, string AccountId);
