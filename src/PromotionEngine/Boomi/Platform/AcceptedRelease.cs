using PromotionEngine.Packages;

namespace PromotionEngine.Boomi.Platform;

/// <summary>A release that the platform accepted.</summary>
/// <param name="Id">What its status is asked for by.</param>
/// <param name="Entries">What is released.</param>
public sealed record AcceptedRelease(ReleaseId Id, IReadOnlyList<ReleaseEntry> Entries);
