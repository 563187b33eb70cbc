namespace BoomiEmulator.Admin;

/// <summary>A component.</summary>
/// <param name="ComponentId">Its id.</param>
/// <param name="Name">Its newest name.</param>
/// <param name="Type">Its type.</param>
/// <param name="FolderPath">Where it lies.</param>
/// <param name="MainVersion">Its version on main; null when it is not there or deleted.</param>
/// <param name="Branches">Its version on each live branch, by the branch's name, where the branch has a revision of its own.</param>
internal sealed record ComponentOverview(
    string ComponentId, string Name, string Type, string FolderPath, int? MainVersion, IReadOnlyDictionary<string, int> Branches);
