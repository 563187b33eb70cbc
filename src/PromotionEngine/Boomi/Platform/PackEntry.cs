using PromotionEngine.Components;

namespace PromotionEngine.Boomi.Platform;

/// <summary>A packaged component of an integration pack. Versions are those of packages.</summary>
/// <param name="ComponentId">The component.</param>
/// <param name="ComponentName">Its name; may be empty.</param>
/// <param name="CurrentVersion">What is released; empty before the first release.</param>
/// <param name="PendingVersion">What the platform would take into the next release; empty when nothing is pending.</param>
/// <param name="LatestVersion">Version of the newest package that could be released.</param>
/// <param name="Deleted">Whether the next release removes it.</param>
public sealed record PackEntry(ComponentId ComponentId, string ComponentName, string CurrentVersion, string PendingVersion, string LatestVersion, bool Deleted);
