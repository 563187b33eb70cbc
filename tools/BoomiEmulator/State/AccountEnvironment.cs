namespace BoomiEmulator.State;

/// <summary>An environment of an account.</summary>
/// <param name="Id">Its GUID.</param>
/// <param name="Name">Its name, unique in the account.</param>
/// <param name="Classification">PROD or TEST.</param>
public sealed record AccountEnvironment(string Id, string Name, string Classification);
