namespace BoomiEmulator.Extensions;

/// <summary>A stored extension value. It stays when nothing deployed declares it any more, and shows again when something does.</summary>
/// <param name="Key">What it belongs to.</param>
/// <param name="Value">The value; of a secret its one-way hash, null when only <paramref name="More"/> is stored.</param>
/// <param name="More">What else was sent with it, as a JSON object: tables, secret references, members that nobody knows.</param>
public sealed record StoredExtension(ExtensionKey Key, string? Value, string? More = null);
