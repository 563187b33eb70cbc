using Contract.Errors;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Failures;
using PromotionEngine.Promotions;

namespace PromotionEngine.Deployments.Running;

/// <summary>
/// Looks at the branch before anything is packaged: it holds exactly the promotion's versions, and what they refer to exists in production. Revisions never
/// change, so versions that were verified when they were written still hold no stripped value; IDs of the development account are looked for once more.
/// </summary>
internal sealed class ValidateBranchStep : IDeploymentStep
{
    /// <inheritdoc/>
    public string Name => "Validating the branch";

    /// <inheritdoc/>
    public async Task RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        if (run.Deployment.IsPackageChecked)
        {
            return;
        }

        await BranchMustHoldWhatWasPromotedAsync(run, cancellationToken);
        var documents = await ReadAsync(run, cancellationToken);
        NoDevelopmentIdMayBeLeft(run, documents);
        await EveryReferenceMustResolveAsync(run, documents, cancellationToken);
    }

    private static async Task BranchMustHoldWhatWasPromotedAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        if (run.Promotion.BranchId.Length == 0 || await run.Platform.Branches.GetAsync(run.Primary, run.Branch, cancellationToken) is null)
        {
            throw Failed($"Branch {run.Promotion.BranchName} is gone. Promote again.");
        }

        var rows = (await run.Platform.Metadata.OnBranchAsync(run.Primary, run.Branch, cancellationToken: cancellationToken)).ToDictionary(row => row.Id);
        foreach (var result in run.Promotion.Results)
        {
            var row = rows.GetValueOrDefault(new ComponentId(result.ProdComponentId));
            if (row is null ? result.Written : row.Version != result.Version || row.Deleted)
            {
                throw Failed($"{Label(result)} was promoted as version {result.Version}, but branch {run.Promotion.BranchName} holds {Standing(row)}. Somebody changed the branch; promote again.");
            }
        }

        var ours = run.Promotion.Results.Select(result => result.ProdComponentId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var strangers = rows.Values.Where(row => !row.Deleted && !ours.Contains(row.Id.Value)).ToList();
        if (strangers.Count > 0)
        {
            throw Failed($"Branch {run.Promotion.BranchName} holds components that were not promoted: {Listing.Of(strangers.Select(row => $"{row.Name} ({row.Id}), by {row.ModifiedBy}"))}. Promote again.");
        }
    }

    private static string Standing(ComponentMetadata? row) => row is null ? "nothing of it" : $"{(row.Deleted ? "its deletion" : $"version {row.Version}")} by {row.ModifiedBy}";

    private static async Task<IReadOnlyList<(ComponentResult Result, ComponentDocument Document)>> ReadAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var results = run.Promotion.Results;
        var reads = await run.Platform.Components.GetManyAsync(
            run.Primary, [.. results.Select(result => new ComponentVersion(new ComponentId(result.ProdComponentId), result.Version))], cancellationToken);
        return [.. results.Zip(reads).Select(pair => (pair.First, pair.Second.Xml is { } xml
            ? ComponentDocument.Parse(xml)
            : throw Failed($"{Label(pair.First)} version {pair.First.Version} could not be read: {pair.Second.Error}")))];
    }

    // A production ID may equal a development ID, when an account was copied; such an ID is no leak.
    private static void NoDevelopmentIdMayBeLeft(DeploymentRun run, IReadOnlyList<(ComponentResult Result, ComponentDocument Document)> documents)
    {
        var dev = run.Promotion.Results.Select(result => result.DevComponentId)
            .Concat(run.Promotion.ConnectionIds)
            .Except(run.Promotion.Results.Select(result => result.ProdComponentId), StringComparer.OrdinalIgnoreCase)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (result, document) in documents)
        {
            if (LeakCheck.FindForbidden(document.Xml, dev, SecretValues.None) is [var first, ..])
            {
                throw Failed($"{Label(result)} holds development ID {first.DevId} at {first.Path}. Promote again; if it stays, look at the mapping of that component.");
            }
        }
    }

    private static async Task EveryReferenceMustResolveAsync(
        DeploymentRun run, IReadOnlyList<(ComponentResult Result, ComponentDocument Document)> documents, CancellationToken cancellationToken)
    {
        var promoted = run.Promotion.Results.Select(result => result.ProdComponentId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var outside = documents.ToDictionary(pair => pair.Result, pair => ReferenceScanner.FindGuids(pair.Document).Where(id => !promoted.Contains(id)).ToList());
        var ids = outside.Values.SelectMany(found => found).Distinct(StringComparer.OrdinalIgnoreCase).Select(id => new ComponentId(id)).ToList();
        var main = (await run.Platform.Metadata.CurrentAsync(run.Primary, ids, cancellationToken)).Select(row => row.Id.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unsure = ids.Where(id => !main.Contains(id.Value)).ToList();

        // Most of what looks like an ID is none; what once was a component, here or in the development account, is a reference to nothing.
        var gone = (await run.Platform.Metadata.RevisionsAsync(run.Primary, unsure, cancellationToken)).Select(row => row.Id.Value);
        var foreign = (await run.Platform.Metadata.CurrentAsync(run.Promotion.DevAccountId, unsure, cancellationToken)).Select(row => row.Id.Value);
        var unresolved = gone.Concat(foreign).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (result, found) in outside)
        {
            if (found.Find(unresolved.Contains) is { } id)
            {
                throw Failed($"{Label(result)} refers to component {id}, which does not exist in production. Map or promote that component, and promote again.");
            }
        }
    }

    private static string Label(ComponentResult result) => $"{result.Name} ({result.ProdComponentId})";

    private static PromotionFailure Failed(string message) => new(ErrorCodes.TestDeployFailed, message);
}
