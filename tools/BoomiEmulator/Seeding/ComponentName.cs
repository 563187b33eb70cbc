namespace BoomiEmulator.Seeding;

/// <summary>What identifies a component that is about to be written.</summary>
internal sealed record ComponentName(string Id, string Name, string Type, string? SubType = null);
