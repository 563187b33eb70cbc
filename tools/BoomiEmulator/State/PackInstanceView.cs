namespace BoomiEmulator.State;

/// <summary>An installed integration pack with its pack.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Pack">The pack.</param>
/// <param name="Processes">The processes it brought: the publisher's id, and the name.</param>
public sealed record PackInstanceView(PackInstance Instance, PublisherPack Pack, IReadOnlyList<(string Id, string Name)> Processes);
