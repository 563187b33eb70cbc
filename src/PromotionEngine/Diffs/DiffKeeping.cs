using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Promotions;
using PromotionEngine.State;

namespace PromotionEngine.Diffs;

/// <summary>
/// Keeps a copy of what a promotion changes, made from immutable revisions: when it is submitted for review, since that is what is decided on, and at the latest
/// before its branch goes. A copy once made is not made again, so that a merge does not change what it shows.
/// </summary>
public sealed partial class DiffKeeping(PlatformClient client, KeptDiffs kept, DiffOptions options, ILogger<DiffKeeping> logger)
{
    /// <summary>Makes the copy while a person waits. When that fails it is made before the branch goes; what it is made from does not change.</summary>
    public async Task TryKeepAsync(Promotion promotion, CancellationToken cancellationToken)
    {
        try
        {
            await KeepAsync(client.In(new CallScope(CallLane.Interactive, promotion.Id.Value)), promotion, cancellationToken);
        }
        catch (Exception exception) when (exception is PlatformException or StateUnavailableException or CommitRefusedException)
        {
            LogLater(exception, promotion.Id);
        }
    }

    /// <summary>Makes the copy of <paramref name="promotion"/> unless there is one; what cannot be copied is noted with the reason.</summary>
    /// <exception cref="PlatformException">The platform cannot be used.</exception>
    public async Task KeepAsync(BoomiPlatform platform, Promotion promotion, CancellationToken cancellationToken)
    {
        if (HasNothingToKeep(promotion))
        {
            return;
        }

        var changed = Changed(promotion);
        if (await kept.LeftOutAsync(promotion.Id, cancellationToken) is not null)
        {
            await kept.ProlongAsync(promotion.Id, changed.Select(component => component.Id), cancellationToken);
            return;
        }

        var (diffs, leftOut) = await CopyAsync(platform, promotion, changed, cancellationToken);
        await kept.PutAsync(promotion.Id, diffs, leftOut, cancellationToken);
        if (leftOut.Count > 0)
        {
            LogLeftOut(promotion.Id, leftOut.Count, changed.Count);
        }
    }

    /// <summary>Calls of the platform that <see cref="KeepAsync"/> makes for <paramref name="promotion"/> as a rule; 0 when there is a copy, or nothing to copy.</summary>
    public async Task<int> CallsForAsync(BoomiPlatform platform, Promotion promotion, CancellationToken cancellationToken) =>
        HasNothingToKeep(promotion) || await kept.LeftOutAsync(promotion.Id, cancellationToken) is not null
            ? 0
            : platform.Components.CallsFor(promotion.ProdAccountId, Versions(Changed(promotion).Take(options.MaxComponents)));

    // What a failed run wrote was never a promotion; what is running is not yet one.
    private static bool HasNothingToKeep(Promotion promotion) => promotion.Status is PromotionStatus.Failed or PromotionStatus.InProgress;

    private static List<ComparedVersion> Changed(Promotion promotion) =>
        [.. ComparedVersion.Of(promotion).Where(component => component.IsChanged).DistinctBy(component => component.Id)];

    private static IEnumerable<ComponentVersion> Versions(IEnumerable<ComparedVersion> components) => components.SelectMany<ComparedVersion, ComponentVersion>(component =>
        component.BaseVersion > 0
            ? [new ComponentVersion(component.Id, component.Version), new ComponentVersion(component.Id, component.BaseVersion)]
            : [new ComponentVersion(component.Id, component.Version)]);

    private async Task<(IReadOnlyList<KeptDiff> Diffs, IReadOnlyDictionary<string, string> LeftOut)> CopyAsync(
        BoomiPlatform platform, Promotion promotion, IReadOnlyList<ComparedVersion> changed, CancellationToken cancellationToken)
    {
        var leftOut = changed.Skip(options.MaxComponents)
            .ToDictionary(component => component.Id.Value, _ => $"the promotion changes more than {options.MaxComponents} components", StringComparer.Ordinal);
        var diffs = new List<KeptDiff>();
        var bytes = 0;
        foreach (var some in changed.Take(options.MaxComponents).Chunk(BulkComponents.MaxIds * 8))
        {
            var reads = await ReadAsync(platform, promotion, some, cancellationToken);
            foreach (var component in some)
            {
                var (diff, problem) = Pack(component, reads);
                if (diff is not null && bytes + diff.Packed.Length > options.MaxBytes)
                {
                    (diff, problem) = (null, $"the promotion's copies would take more than {options.MaxBytes} bytes");
                }

                if (diff is null)
                {
                    leftOut[component.Id.Value] = problem;
                }
                else
                {
                    diffs.Add(diff);
                    bytes += diff.Packed.Length;
                }
            }
        }

        return (diffs, leftOut);
    }

    private static async Task<Dictionary<ComponentVersion, ComponentRead>> ReadAsync(
        BoomiPlatform platform, Promotion promotion, IReadOnlyList<ComparedVersion> components, CancellationToken cancellationToken)
    {
        var versions = Versions(components).ToList();
        var reads = await platform.Components.GetManyAsync(promotion.ProdAccountId, versions, cancellationToken);
        return versions.Zip(reads).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private (KeptDiff? Diff, string Problem) Pack(ComparedVersion component, Dictionary<ComponentVersion, ComponentRead> reads)
    {
        var branch = reads[new ComponentVersion(component.Id, component.Version)];
        var main = component.BaseVersion > 0 ? reads[new ComponentVersion(component.Id, component.BaseVersion)] : null;
        if (branch.Xml is null || main is { Xml: null })
        {
            return (null, $"it could not be read: {(branch.Xml is null ? branch : main!).Error}");
        }

        if (branch.Xml.Length + (main?.Xml!.Length ?? 0) > options.MaxCharacters)
        {
            return (null, $"it has more than {options.MaxCharacters} characters");
        }

        try
        {
            return (KeptDiffs.Pack(DiffSides.Of(component.Id, branch.Xml, component.Version, main?.Xml, component.BaseVersion)), string.Empty);
        }
        catch (ComponentXmlException exception)
        {
            return (null, exception.Message);
        }
    }

    [LoggerMessage(EventId = 1161, Level = LogLevel.Warning, Message = "No copy could be made yet of the diffs of promotion {PromotionId}; it is made before its branch goes")]
    private partial void LogLater(Exception exception, PromotionId promotionId);

    [LoggerMessage(EventId = 1160, Level = LogLevel.Information, Message = "Promotion {PromotionId}: {LeftOut} of {Changed} changed components are not in the copy that is kept of its diffs")]
    private partial void LogLeftOut(PromotionId promotionId, int leftOut, int changed);
}
