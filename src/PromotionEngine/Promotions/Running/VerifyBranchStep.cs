using Contract.Errors;
using PromotionEngine.Components;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Running;

/// <summary>Looks at what stands on the branch: every component that was written, at the version that was written, and nothing else.</summary>
internal sealed class VerifyBranchStep : IRunStep
{
    /// <inheritdoc/>
    public string Name => "Verifying the branch";

    /// <inheritdoc/>
    public async Task RunAsync(PromotionRun run, CancellationToken cancellationToken)
    {
        var onBranch = (await run.Platform.Metadata.OnBranchAsync(run.Primary, run.Branch, null, cancellationToken))
            .Where(component => component.BranchId == run.Promotion.BranchId)
            .ToDictionary(component => component.Id);
        var ours = run.Results.Values.ToDictionary(result => new ComponentId(result.ProdComponentId));
        foreach (var result in ours.Values.Where(result => result.Written))
        {
            if (!onBranch.TryGetValue(new ComponentId(result.ProdComponentId), out var found) || found.Version != result.Version)
            {
                throw Changed($"{result.Name} ({result.ProdComponentId}) was written as version {result.Version}, but the branch holds {(found is null ? "nothing of it" : $"version {found.Version}")}");
            }
        }

        var strangers = onBranch.Values.Where(component => !ours.ContainsKey(component.Id)).Select(component => $"{component.Name} ({component.Id})").ToList();
        if (strangers.Count > 0)
        {
            throw Changed($"Components that this promotion did not write stand on its branch: {Listing.Of(strangers)}");
        }
    }

    private static PromotionFailure Changed(string what) =>
        new(ErrorCodes.PromotionFailed, $"{what}. Somebody changed the branch while the run was going on; promote again.");
}
