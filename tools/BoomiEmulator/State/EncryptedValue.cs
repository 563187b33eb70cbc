namespace BoomiEmulator.State;

/// <summary>A place of a component that holds a secret.</summary>
/// <param name="Path">Where it stands, such as <c>//GenericConnectionConfig/field[@id='password']/@value</c>.</param>
/// <param name="Hash">The one-way hash of the secret; null when no secret is set.</param>
public sealed record EncryptedValue(string Path, string? Hash);
