namespace BoomiEmulator.State;

/// <summary>An integration pack with its components.</summary>
/// <param name="Pack">The pack.</param>
/// <param name="Entries">Its components, in the order they were put in.</param>
public sealed record PackView(PublisherPack Pack, IReadOnlyList<PackEntryView> Entries);
