using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Failures;
using PromotionEngine.Promotions;

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
    /// <param name="left">Which promotions of ours made what is pending.</param>
    /// <param name="code">Code of the failure.</param>
    /// <exception cref="PromotionFailure">Somebody else has begun to change the pack.</exception>
    public static IReadOnlyList<PackVersion> Next(
        PublisherPack pack, PackVersion ours, IReadOnlySet<string> replaced, IReadOnlyList<PackVersion> pendingByUs, IReadOnlyDictionary<PackVersion, PromotionId> left, string code)
    {
        var others = pack.Entries.Where(entry => entry.ComponentId.Value != ours.ComponentId && !replaced.Contains(entry.ComponentId.Value)).ToList();
        var changed = others.Where(entry => entry.Deleted || (entry.PendingVersion.Length > 0 && !pendingByUs.Contains(Pending(entry))) || entry.CurrentVersion.Length == 0).ToList();
        return changed.Count == 0
            ? [.. others.Select(entry => new PackVersion(entry.ComponentId.Value, entry.CurrentVersion)), ours]
            : throw new PromotionFailure(code, changed.TrueForAll(entry => left.ContainsKey(Pending(entry)))
                ? $"Integration pack {pack.Pack.Name} holds what a deployment that failed left: {Describe(changed, left)}. Repeat the deployment of that promotion first, or take the change back in Boomi."
                : $"Somebody else is changing integration pack {pack.Pack.Name}: {Describe(changed, left)}. Release or take back that change in Boomi, then repeat the deployment.");
    }

    /// <summary>What is pending in the pack.</summary>
    public static IReadOnlyList<PackVersion> PendingIn(PublisherPack pack) => [.. pack.Entries.Where(entry => entry.PendingVersion.Length > 0).Select(Pending)];

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

    /// <summary>What the pack is to hold when ours is taken back: what it holds and what it held in <paramref name="former"/>, ours only when it was there then.</summary>
    public static IReadOnlyList<ComponentId> Without(IReadOnlyList<PackEntry> entries, ComponentId ours, IReadOnlyList<PackVersion> former) =>
    [
        .. entries.Where(entry => !entry.Deleted && entry.ComponentId != ours).Select(entry => entry.ComponentId)
            .Union(former.Select(version => new ComponentId(version.ComponentId))),
    ];

    /// <summary>What subscribers have.</summary>
    public static IReadOnlyList<PackVersion> Released(PublisherPack pack) =>
        [.. pack.Entries.Where(entry => entry.CurrentVersion.Length > 0).Select(entry => new PackVersion(entry.ComponentId.Value, entry.CurrentVersion))];

    /// <summary>What subscribers have and did not have when they had <paramref name="former"/>, in words.</summary>
    public static IReadOnlyList<string> ReleasedSince(PublisherPack pack, IReadOnlyList<PackVersion> former) =>
    [
        .. pack.Entries.Where(entry => entry.CurrentVersion.Length > 0 && !former.Contains(new PackVersion(entry.ComponentId.Value, entry.CurrentVersion)))
            .Select(entry => $"{entry.ComponentName} ({entry.ComponentId}) was released at version {entry.CurrentVersion}"),
    ];

    /// <summary>Whether subscribers have our version.</summary>
    public static bool Shows(PublisherPack pack, PackVersion ours) => pack.Entries.Any(entry => entry.ComponentId.Value == ours.ComponentId && entry.CurrentVersion == ours.Version);

    /// <summary>A release's list for the platform.</summary>
    public static IReadOnlyList<ReleaseEntry> ToRelease(IReadOnlyList<PackVersion> content) =>
        [.. content.Select(version => new ReleaseEntry(new ComponentId(version.ComponentId), version.Version))];

    private static PackVersion Pending(PackEntry entry) => new(entry.ComponentId.Value, entry.PendingVersion);

    private static string Describe(IReadOnlyList<PackEntry> changed, IReadOnlyDictionary<PackVersion, PromotionId> left) =>
        Listing.Of(changed.Select(entry => left.TryGetValue(Pending(entry), out var promotion) ? $"{Describe(entry)} by promotion {promotion}" : Describe(entry)));

    private static string Describe(PackEntry entry)
    {
        var name = $"{entry.ComponentName} ({entry.ComponentId})";
        return entry.Deleted ? $"{name} is marked for removal"
            : entry.PendingVersion.Length > 0 ? $"version {entry.PendingVersion} of {name} is pending"
            : $"{name} was never released";
    }
}
