using Contract.Errors;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Failures;
using PromotionEngine.Promotions;

namespace PromotionEngine.Deployments.Running;

/// <summary>
/// Looks at the branch before anything is packaged: it holds exactly the promotion's versions, what they refer to exists in production, and nothing is in them,
/// as the platform has them, that was to stay in the development account: neither its IDs nor what was stripped. The stripped values are kept nowhere; they
/// are read again from the revisions that were promoted.
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
        await NothingMayHaveLeakedAsync(run, documents, cancellationToken);
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
    private static async Task NothingMayHaveLeakedAsync(
        DeploymentRun run, IReadOnlyList<(ComponentResult Result, ComponentDocument Document)> documents, CancellationToken cancellationToken)
    {
        var stripped = await StrippedAsync(run, [.. documents.Select(pair => pair.Result)], cancellationToken);
        var dev = run.Promotion.Results.Select(result => result.DevComponentId)
            .Concat(run.Promotion.ConnectionIds)
            .Except(run.Promotion.Results.Select(result => result.ProdComponentId), StringComparer.OrdinalIgnoreCase)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (result, document) in documents)
        {
            var secrets = stripped.GetValueOrDefault(result.DevComponentId, SecretValues.None);
            var found = LeakCheck.FindForbidden(document.Xml, dev, secrets);
            if (found.Count > 0 && result.BaseVersion > 0)
            {
                // Main may have the same value of its own, which is put back where it was stripped.
                var main = await run.Platform.Components.GetAsync(run.Primary, new ComponentId(result.ProdComponentId), result.BaseVersion, cancellationToken);
                found = LeakCheck.FindForbidden(document.Xml, dev, secrets, ProductionValues.Read(ComponentDocument.Parse(main)));
            }

            if (found is [var first, ..])
            {
                throw Failed(first.DevId is { } id
                    ? $"{Label(result)} holds development ID {id} at {first.Path}. Promote again; if it stays, look at the mapping of that component."
                    : $"{Label(result)} holds a value at {first.Path} that was stripped from the component of the development account. Take it out there, package it again and promote.");
            }
        }
    }

    private static async Task<Dictionary<string, SecretValues>> StrippedAsync(DeploymentRun run, IReadOnlyList<ComponentResult> results, CancellationToken cancellationToken)
    {
        var sources = results.Where(result => result.DevVersion > 0).ToList();
        var reads = await run.Platform.Components.GetManyAsync(
            run.Promotion.DevAccountId, [.. sources.Select(result => new ComponentVersion(new ComponentId(result.DevComponentId), result.DevVersion))], cancellationToken);
        return sources.Zip(reads).ToDictionary(pair => pair.First.DevComponentId, pair => pair.Second.Xml is { } xml
            ? SecretValues.Read(ComponentDocument.Parse(xml))
            : throw Failed($"What was stripped from {Label(pair.First)} cannot be looked for: version {pair.First.DevVersion} in the development account could not be read: {pair.Second.Error}. Promote again."));
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
