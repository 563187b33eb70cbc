using System.Collections.Concurrent;
using PromotionEngine.Audit;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Mappings;

namespace PromotionEngine.Promotions.Running;

/// <summary>What the steps of one run share.</summary>
internal sealed class PromotionRun(Promotion promotion, long version, PromotionPlan plan, BoomiPlatform platform, CallScope calls)
    : LeasedRun(promotion, version, platform, calls)
{
    private readonly Lock _ids = new();
    private readonly HashSet<string> _adopted = new(StringComparer.OrdinalIgnoreCase);
    private volatile Dictionary<string, string> _productionIds = plan.KnownIds();

    /// <inheritdoc/>
    public override Actor Actor => Actor.OfRun(Promotion);

    /// <inheritdoc/>
    public override string Act => "executePromotion";

    /// <summary>What is to be done.</summary>
    public PromotionPlan Plan { get; private set; } = plan;

    /// <summary>The branch; known after the branch step.</summary>
    public BranchId Branch => new(Promotion.BranchId);

    /// <summary>What became of the components so far.</summary>
    public ConcurrentDictionary<ComponentId, ComponentResult> Results { get; } = new();

    /// <summary>What the branch inherits of the components to update.</summary>
    public ConcurrentDictionary<ComponentId, PackedText> Inherited { get; } = new();

    /// <summary>Folders for the new components, by the path in the development account.</summary>
    public ConcurrentDictionary<string, FolderId> Folders { get; } = new(StringComparer.Ordinal);

    /// <summary>Folders that this run created, deepest last.</summary>
    public ConcurrentQueue<(FolderPath Path, FolderId Folder)> CreatedFolders { get; } = new();

    /// <summary>What the journal said when the run was taken over.</summary>
    public RunHistory History { get; init; } = RunHistory.Empty;

    /// <summary>
    /// The production IDs known by now. The dictionary that is answered never changes: a document may be rewritten with it while another component is created.
    /// </summary>
    public Dictionary<string, string> ProductionIds => _productionIds;

    /// <summary>Where a component goes.</summary>
    public ProductionTarget TargetOf(ComponentId component) => Plan.Targets[component];

    /// <summary>Makes a created component's ID known to those that wait for it.</summary>
    public void Learn(ComponentId component, string productionId)
    {
        lock (_ids)
        {
            _adopted.Add(productionId);
            _productionIds = new Dictionary<string, string>(_productionIds, StringComparer.OrdinalIgnoreCase) { [component.Value] = productionId };
        }
    }

    /// <summary>
    /// Takes the production component <paramref name="productionId"/>, found on the branch, for <paramref name="component"/>; false when it is known to be another's.
    /// </summary>
    public bool TryAdopt(ComponentId component, string productionId)
    {
        lock (_ids)
        {
            if (_productionIds.ContainsValue(productionId) || History.Written.Values.Any(result => result.ProdComponentId == productionId) || !_adopted.Add(productionId))
            {
                return false;
            }
        }

        Learn(component, productionId);
        return true;
    }

    /// <summary>Goes on with another plan, before anything was written.</summary>
    public void Replan(PromotionPlan other)
    {
        Plan = other;
        lock (_ids)
        {
            _productionIds = other.KnownIds();
        }
    }
}
