namespace BoomiEmulator.Admin;

/// <summary>A merge request.</summary>
/// <param name="Id">Its id.</param>
/// <param name="SourceBranch">The name of the branch that is merged.</param>
/// <param name="DestinationBranch">The name of the branch it goes into.</param>
/// <param name="Stage">Its stage.</param>
/// <param name="Components">How many components are in it.</param>
internal sealed record MergeOverview(string Id, string SourceBranch, string DestinationBranch, string Stage, int Components);
