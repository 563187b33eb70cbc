using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Dependencies;
using PromotionEngine.Mappings;

namespace PromotionEngine.Promotions.Running;

/// <summary>Brings one component to the branch. Every write is journalled before and after; what the branch holds already is not written.</summary>
internal sealed class ComponentWriter(WriteJournal journal, WriteSettlement settlement, TimeProvider time)
{
    private const int CreateAttempts = 3;

    private static readonly IReadOnlySet<ComponentId> Nothing = new HashSet<ComponentId>();

    /// <summary>Creates or updates <paramref name="node"/> without the references in <paramref name="leftOut"/>.</summary>
    public async Task<ComponentResult> WriteAsync(PromotionRun run, DependencyNode node, IReadOnlySet<ComponentId> leftOut, CancellationToken cancellationToken)
    {
        if (run.History.Written.TryGetValue(node.Id, out var earlier))
        {
            run.Learn(node.Id, earlier.ProdComponentId);
            return earlier;
        }

        var target = run.TargetOf(node.Id);
        return target.Status == ProductionStatus.New
            ? await CreateAsync(run, node, leftOut, cancellationToken)
            : await UpdateAsync(run, node, target, cancellationToken);
    }

    /// <summary>Writes <paramref name="node"/> once more, with the references that were left out when it was created.</summary>
    public async Task<ComponentResult> CompleteAsync(PromotionRun run, DependencyNode node, CancellationToken cancellationToken)
    {
        if (run.History.Completed.TryGetValue(node.Id, out var earlier))
        {
            return earlier;
        }

        var created = run.Results[node.Id];
        var id = new ComponentId(created.ProdComponentId);
        var envelope = new TargetEnvelope { ComponentId = id.Value, BranchId = run.Branch.Value, FolderId = run.Folders[node.FolderFullPath].Value };
        var prepared = new ComponentPreparation(run.Plan).Prepare(node, inherited: null, run.ProductionIds, envelope, Nothing);
        var written = run.History.CompletionsInFlight.ContainsKey(node.Id) ? await WriteSettlement.FindUpdatedAsync(run, id, prepared.Xml, cancellationToken) : null;
        if (written is null)
        {
            await journal.IntendCompletionAsync(run, node.Id, cancellationToken);
            written = await run.Platform.Components.UpdateAsync(run.Primary, id, prepared.Xml, cancellationToken);
        }

        var result = created with { Version = Version(written, created.Version), ReferencesRewritten = prepared.Transform.ReferencesRewritten };
        await journal.FinishCompletionAsync(run, result, cancellationToken);
        return result;
    }

    private async Task<ComponentResult> CreateAsync(PromotionRun run, DependencyNode node, IReadOnlySet<ComponentId> leftOut, CancellationToken cancellationToken)
    {
        var known = run.ProductionIds;
        var prepared = Prepare(null);
        var written = await CreateOnceAsync(run, node.Id, id => id is null ? prepared.Xml : Prepare(id).Xml, cancellationToken);
        run.Learn(node.Id, written.Id.Value);
        var result = Result(node, written.Id.Value, ComponentResult.Created, written.Version, prepared) with { Written = true };
        await journal.FinishWriteAsync(run, result, cancellationToken);
        return result;

        PreparedComponent Prepare(string? id) => new ComponentPreparation(run.Plan).Prepare(
            node, inherited: null, known, new TargetEnvelope { ComponentId = id, BranchId = run.Branch.Value, FolderId = run.Folders[node.FolderFullPath].Value }, leftOut);
    }

    // Names are not unique and a create cannot be repeated: whenever an answer is missing, what stands on the branch is looked at first.
    private async Task<WrittenComponent> CreateOnceAsync(PromotionRun run, ComponentId component, Func<string?, string> spell, CancellationToken cancellationToken)
    {
        if (run.History.InFlight.TryGetValue(component, out var intendedAt)
            && await settlement.FindCreatedAsync(run, component, spell, intendedAt, cancellationToken) is { } earlier)
        {
            return earlier;
        }

        intendedAt = time.GetUtcNow();
        await journal.IntendWriteAsync(run, component, cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await run.Platform.Components.CreateAsync(run.Primary, spell(null), cancellationToken);
            }
            catch (PlatformException exception) when (exception.Kind == PlatformErrorKind.Unclear)
            {
                if (await settlement.AwaitCreatedAsync(run, component, spell, intendedAt, cancellationToken) is { } created)
                {
                    return created;
                }

                if (attempt == CreateAttempts)
                {
                    throw;
                }
            }
        }
    }

    private async Task<ComponentResult> UpdateAsync(PromotionRun run, DependencyNode node, ProductionTarget target, CancellationToken cancellationToken)
    {
        var inherited = run.Inherited[node.Id].Unpack();
        var envelope = new TargetEnvelope
        {
            ComponentId = target.ProdComponentId,
            BranchId = run.Branch.Value,
            FolderId = ComponentDocument.Parse(inherited).FolderId,
        };
        var prepared = new ComponentPreparation(run.Plan).Prepare(node, inherited, run.ProductionIds, envelope, Nothing);
        var result = Result(node, target.ProdComponentId, ComponentResult.Updated, target.InheritedVersion, prepared) with { BaseVersion = target.BaseVersion };
        if (prepared.EqualsInherited)
        {
            return result;
        }

        var id = new ComponentId(target.ProdComponentId);
        var written = run.History.InFlight.ContainsKey(node.Id) ? await WriteSettlement.FindUpdatedAsync(run, id, prepared.Xml, cancellationToken) : null;
        if (written is null)
        {
            await journal.IntendWriteAsync(run, node.Id, cancellationToken);
            written = await run.Platform.Components.UpdateAsync(run.Primary, id, prepared.Xml, cancellationToken);
        }

        result = result with { Version = Version(written, target.InheritedVersion), Written = !written.Unchanged };
        await journal.FinishWriteAsync(run, result, cancellationToken);
        return result;
    }

    private static int Version(WrittenComponent written, int present) => written.Unchanged ? present : written.Version;

    private static ComponentResult Result(DependencyNode node, string prodId, string action, int version, PreparedComponent prepared) =>
        new(node.Id.Value, prodId, node.Name, node.Type, action, version)
        {
            DevVersion = node.Version,
            StrippedElements = prepared.StrippedElements,
            ReferencesRewritten = prepared.Transform.ReferencesRewritten,
        };
}
