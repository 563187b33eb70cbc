using Contract.Errors;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Running;

/// <summary>Looks at what stands on the branch: every component that was written, as it was written, and nothing else.</summary>
internal sealed class VerifyBranchStep(WriteSettlement settlement, PlatformOptions platform) : IRunStep
{
    private static readonly IReadOnlySet<ComponentId> Nothing = new HashSet<ComponentId>();

    /// <inheritdoc/>
    public string Name => "Verifying the branch";

    /// <inheritdoc/>
    public async Task RunAsync(PromotionRun run, CancellationToken cancellationToken)
    {
        var onBranch = await ReadBranchAsync(run, cancellationToken);
        foreach (var result in run.Results.Values.Where(result => result.Written))
        {
            await RequireOursAsync(run, result, onBranch.GetValueOrDefault(new ComponentId(result.ProdComponentId)), cancellationToken);
        }

        var strangers = Strangers(run, onBranch);
        var ours = strangers.Where(stranger => settlement.IsOurs(stranger, run.Promotion.InitiatedAt)).ToList();
        if (ours.Count > 0)
        {
            // Written with our credentials during the run, but not by it: an engine that had lost the lease woke up in the middle of a write.
            foreach (var stranger in ours)
            {
                await run.Platform.Metadata.DeleteAsync(run.Primary, stranger.Id, cancellationToken);
            }

            strangers = Strangers(run, await ReadBranchAsync(run, cancellationToken));
        }

        if (strangers.Count > 0)
        {
            throw Changed($"Components that this promotion did not write stand on its branch: {Listing.Of(strangers.Select(component => $"{component.Name} ({component.Id})"))}");
        }
    }

    private static async Task<Dictionary<ComponentId, ComponentMetadata>> ReadBranchAsync(PromotionRun run, CancellationToken cancellationToken) =>
        (await run.Platform.Metadata.OnBranchAsync(run.Primary, run.Branch, null, cancellationToken))
            .Where(component => component.BranchId == run.Promotion.BranchId && !component.Deleted)
            .ToDictionary(component => component.Id);

    private static List<ComponentMetadata> Strangers(PromotionRun run, Dictionary<ComponentId, ComponentMetadata> onBranch)
    {
        var ours = run.Results.Values.Select(result => new ComponentId(result.ProdComponentId)).ToHashSet();
        return [.. onBranch.Values.Where(component => !ours.Contains(component.Id))];
    }

    // A second revision of equal content is ours too: an engine that had lost the lease wrote the same once more.
    private async Task RequireOursAsync(PromotionRun run, ComponentResult result, ComponentMetadata? found, CancellationToken cancellationToken)
    {
        if (found is not null && found.Version == result.Version)
        {
            return;
        }

        if (found is null
            || found.Version < result.Version
            || !string.Equals(found.ModifiedBy, platform.Login, StringComparison.OrdinalIgnoreCase)
            || !await EqualsOursAsync(run, result, found, cancellationToken))
        {
            throw Changed($"{result.Name} ({result.ProdComponentId}) was written as version {result.Version}, but the branch holds {(found is null ? "nothing of it" : $"version {found.Version}")}");
        }

        run.Results[new ComponentId(result.DevComponentId)] = result with { Version = found.Version };
    }

    private static async Task<bool> EqualsOursAsync(PromotionRun run, ComponentResult result, ComponentMetadata found, CancellationToken cancellationToken)
    {
        var node = run.Plan.Promoted.First(node => node.Id.Value == result.DevComponentId);
        var inherited = run.Inherited.TryGetValue(node.Id, out var packed) ? packed.Unpack() : null;
        var envelope = new TargetEnvelope { ComponentId = result.ProdComponentId, BranchId = run.Branch.Value, FolderId = found.FolderId.Value };
        var prepared = new ComponentPreparation(run.Plan).Prepare(node, inherited, run.ProductionIds, envelope, Nothing);
        return CanonicalForm.EqualIgnoringMasked(prepared.Xml, await run.Platform.Components.GetAsync(run.Primary, found.Id, found.Version, cancellationToken));
    }

    private static PromotionFailure Changed(string what) =>
        new(ErrorCodes.PromotionFailed, $"{what}. Somebody changed the branch while the run was going on; promote again.");
}
