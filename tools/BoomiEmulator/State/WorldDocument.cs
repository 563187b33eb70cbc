namespace BoomiEmulator.State;

/// <summary>The state of a world, for snapshots and files.</summary>
/// <param name="LastId">The counter of generated ids.</param>
/// <param name="Accounts">The accounts, parents before children.</param>
public sealed record WorldDocument(long LastId, IReadOnlyList<AccountDocument> Accounts);
