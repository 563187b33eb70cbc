namespace BoomiEmulator.State;

/// <summary>An integration pack installed in an account.</summary>
/// <param name="Id">Unpadded base64 of <c>IntegrationPackInstance</c> and a number.</param>
/// <param name="PackId">The pack, of an account above.</param>
/// <param name="OverrideName">The name it has here; only MULTI packs can have one.</param>
public sealed record PackInstance(string Id, string PackId, string? OverrideName);
