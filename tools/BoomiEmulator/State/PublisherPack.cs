namespace BoomiEmulator.State;

/// <summary>An integration pack as its publisher sees it.</summary>
public sealed record PublisherPack
{
    /// <summary>Its GUID.</summary>
    public required string Id { get; init; }

    /// <summary>The name people see.</summary>
    public required string Name { get; init; }

    /// <summary>SINGLE or MULTI.</summary>
    public required string InstallationType { get; init; }

    /// <summary>What it is for.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>What the publisher put in, released or not.</summary>
    public IReadOnlyList<PackEntry> Entries { get; init; } = [];

    /// <summary>What subscribers have since the last release that succeeded.</summary>
    public IReadOnlyList<ReleasedPackage> Released { get; init; } = [];

    /// <summary>How many of the next releases end in ERROR.</summary>
    public int ReleasesToFail { get; init; }

    /// <summary>What subscribers have of a component; null when nothing.</summary>
    public ReleasedPackage? CurrentOf(string componentId) =>
        Released.FirstOrDefault(released => released.ComponentId.Equals(componentId, StringComparison.OrdinalIgnoreCase));
}
