using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Failures;

namespace PromotionEngine.Deployments.Running;

/// <summary>What a pack holds and what its next release is to list. Pure.</summary>
internal static class PackContents
{
    /// <summary>
    /// The whole list of the next release: ours at its new version, everybody else's as it is released now, without what ours replaces.
    /// </summary>
    /// <param name="pack">The pack as it is.</param>
    /// <param name="ours">Our component and the version of its package.</param>
    /// <param name="replaced">Components that ours takes the place of.</param>
    /// <param name="pendingByUs">What is pending because of us, although it is not ours.</param>
    /// <param name="code">Code of the failure.</param>
    /// <exception cref="PromotionFailure">Somebody else has begun to change the pack.</exception>
    public static IReadOnlyList<PackVersion> Next(PublisherPack pack, PackVersion ours, IReadOnlySet<string> replaced, IReadOnlyList<PackVersion> pendingByUs, string code)
    {
        var others = pack.Entries.Where(entry => entry.ComponentId.Value != ours.ComponentId && !replaced.Contains(entry.ComponentId.Value)).ToList();
        var changed = others.Where(entry => entry.Deleted || (entry.PendingVersion.Length > 0 && !pendingByUs.Contains(Pending(entry))) || entry.CurrentVersion.Length == 0).ToList();
        return changed.Count == 0
            ? [.. others.Select(entry => new PackVersion(entry.ComponentId.Value, entry.CurrentVersion)), ours]
            : throw new PromotionFailure(
                code,
                $"Somebody else is changing integration pack {pack.Pack.Name}: {Listing.Of(changed.Select(Describe))}. Release or take back that change in Boomi, then repeat the deployment.");
    }

    /// <summary>What the platform made pending for others when it took our list.</summary>
    public static IReadOnlyList<PackVersion> PendingOfOthers(PublisherPack pack, string ours) =>
        [.. pack.Entries.Where(entry => entry.PendingVersion.Length > 0 && entry.ComponentId.Value != ours).Select(Pending)];

    /// <summary>Whether the pack, as read just before its release, is what <paramref name="content"/> was made from: nobody released or edited it in between.</summary>
    public static bool Fits(PublisherPack pack, IReadOnlyList<PackVersion> content, string ours, IReadOnlySet<string> replaced, IReadOnlyList<PackVersion> pendingByUs)
    {
        var entries = pack.Entries.Where(entry => !replaced.Contains(entry.ComponentId.Value)).ToDictionary(entry => entry.ComponentId.Value, StringComparer.OrdinalIgnoreCase);
        return entries.Count == content.Count && content.All(version => entries.TryGetValue(version.ComponentId, out var entry)
            && !entry.Deleted
            && (version.ComponentId == ours || (entry.CurrentVersion == version.Version && (entry.PendingVersion.Length == 0 || pendingByUs.Contains(Pending(entry))))));
    }

    /// <summary>Whether subscribers have our version.</summary>
    public static bool Shows(PublisherPack pack, PackVersion ours) => pack.Entries.Any(entry => entry.ComponentId.Value == ours.ComponentId && entry.CurrentVersion == ours.Version);

    /// <summary>A release's list for the platform.</summary>
    public static IReadOnlyList<ReleaseEntry> ToRelease(IReadOnlyList<PackVersion> content) =>
        [.. content.Select(version => new ReleaseEntry(new ComponentId(version.ComponentId), version.Version))];

    private static PackVersion Pending(PackEntry entry) => new(entry.ComponentId.Value, entry.PendingVersion);

    private static string Describe(PackEntry entry)
    {
        var name = $"{entry.ComponentName} ({entry.ComponentId})";
        return entry.Deleted ? $"{name} is marked for removal"
            : entry.PendingVersion.Length > 0 ? $"version {entry.PendingVersion} of {name} is pending"
            : $"{name} was never released";
    }
}
