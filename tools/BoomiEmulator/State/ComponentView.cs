namespace BoomiEmulator.State;

/// <summary>A revision together with what it shows of its surroundings.</summary>
/// <param name="Revision">The revision.</param>
/// <param name="IsCurrent">Whether it is main's latest; revisions of branches never are.</param>
/// <param name="BranchName">The name of the branch it was written on.</param>
/// <param name="FolderName">The name of its folder.</param>
/// <param name="AccountId">The account it belongs to.</param>
public sealed record ComponentView(ComponentRevision Revision, bool IsCurrent, string BranchName, string FolderName, string AccountId);
