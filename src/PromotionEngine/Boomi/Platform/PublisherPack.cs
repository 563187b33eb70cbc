namespace PromotionEngine.Boomi.Platform;

/// <summary>An integration pack as its publisher sees it.</summary>
/// <param name="Pack">ID, name and kind.</param>
/// <param name="Entries">Its packaged components, those that the next release adds or removes included.</param>
public sealed record PublisherPack(IntegrationPack Pack, IReadOnlyList<PackEntry> Entries);
