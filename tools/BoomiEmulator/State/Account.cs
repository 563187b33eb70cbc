namespace BoomiEmulator.State;

/// <summary>A Boomi account.</summary>
/// <param name="Id">Its id, such as <c>acme-AB12CD</c>.</param>
/// <param name="Name">Its name, which is also the name of its root folder.</param>
/// <param name="ParentId">The account above it, null at the top.</param>
/// <param name="Status">trial, active, suspended, deleted or unlimited.</param>
/// <param name="DateCreated">When it was created.</param>
/// <param name="BranchingEnabled">Whether the account has the branch and merge feature.</param>
public sealed record Account(string Id, string Name, string? ParentId, string Status, DateTimeOffset DateCreated, bool BranchingEnabled = true);
