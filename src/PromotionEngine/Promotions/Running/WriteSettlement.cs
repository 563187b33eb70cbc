using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;

namespace PromotionEngine.Promotions.Running;

/// <summary>Finds out, by asking the platform, what became of a write whose answer nobody has.</summary>
public sealed class WriteSettlement(PlatformOptions platform, RunOptions options, TimeProvider time)
{
    /// <summary>Whether <paramref name="component"/> was created with our credentials, not before <paramref name="since"/>.</summary>
    internal bool IsOurs(ComponentMetadata component, DateTimeOffset since) =>
        string.Equals(component.CreatedBy, platform.Login, StringComparison.OrdinalIgnoreCase) && component.CreatedDate >= since - ClockSkew.Tolerated;

    /// <summary>
    /// The component that creating one left on the branch, or null: of its name, in its folder, made by us after the intent, with equal content, and not
    /// known to be another component of this run.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="component">The component in the development account.</param>
    /// <param name="spell">The document that was sent; with the component ID that the platform may have given to it, when one is passed.</param>
    /// <param name="intendedAt">When the creation was noted in the journal.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    internal async Task<WrittenComponent?> FindCreatedAsync(
        PromotionRun run, ComponentId component, Func<string?, string> spell, DateTimeOffset intendedAt, CancellationToken cancellationToken)
    {
        var document = ComponentDocument.Parse(spell(null));
        var rows = await run.Platform.Metadata.FindByNameInFolderAsync(run.Primary, document.Name, new FolderId(document.FolderId ?? string.Empty), run.Branch, cancellationToken);
        var candidates = rows.GroupBy(row => row.Id)
            .Select(revisions => revisions.MaxBy(row => row.Version)!)
            .Where(row => IsOurs(row, intendedAt))
            .OrderBy(row => row.CreatedDate)
            .ThenBy(row => row.Id.Value, StringComparer.Ordinal);
        foreach (var row in candidates)
        {
            var standing = await run.Platform.Components.GetAsync(run.Primary, row.Id, row.Version, cancellationToken);
            if (CanonicalForm.EqualIgnoringMasked(standing, spell(row.Id.Value)) && run.TryAdopt(component, row.Id.Value))
            {
                return new WrittenComponent(row.Id, row.Version, row.BranchId, row.BranchName);
            }
        }

        return null;
    }

    /// <summary>The same, looking again for a while: the platform may still be at work on a request whose connection broke.</summary>
    internal async Task<WrittenComponent?> AwaitCreatedAsync(
        PromotionRun run, ComponentId component, Func<string?, string> spell, DateTimeOffset intendedAt, CancellationToken cancellationToken)
    {
        var backOff = new BackOff(time, options.SettleTimeout);
        while (true)
        {
            if (await FindCreatedAsync(run, component, spell, intendedAt, cancellationToken) is { } found)
            {
                return found;
            }

            if (!await backOff.WaitAsync(cancellationToken))
            {
                return null;
            }
        }
    }

    /// <summary>The version that updating <paramref name="id"/> with <paramref name="xml"/> left on the branch; null when the branch holds something else.</summary>
    internal static async Task<WrittenComponent?> FindUpdatedAsync(PromotionRun run, ComponentId id, string xml, CancellationToken cancellationToken)
    {
        var rows = await run.Platform.Metadata.OnBranchAsync(run.Primary, run.Branch, [id], cancellationToken);
        if (rows.FirstOrDefault(row => !row.Deleted) is not { } row)
        {
            return null;
        }

        var standing = await run.Platform.Components.GetAsync(run.Primary, id, row.Version, cancellationToken);
        return CanonicalForm.EqualIgnoringMasked(standing, xml) ? new WrittenComponent(id, row.Version, row.BranchId, row.BranchName) : null;
    }
}
