namespace BoomiEmulator.Admin;

/// <summary>A live branch.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Ready">Whether its creation is finished.</param>
/// <param name="Written">How many components it has revisions of its own of.</param>
internal sealed record BranchOverview(string Id, string Name, bool Ready, int Written);
