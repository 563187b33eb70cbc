using PromotionEngine.Boomi.DataHub;
using PromotionService.V1;

namespace PromotionEngine.Mappings;

/// <summary>Which mappings to list; empty texts do not filter.</summary>
public sealed record MappingQuery(string DevAccountId, string DevComponentId, string ProdComponentId, string ComponentName, string ComponentType)
{
    /// <summary>The filter that <paramref name="request"/> describes.</summary>
    public static MappingQuery From(ManageMappingsRequest request) =>
        new(request.DevAccountId, request.DevComponentId, request.ProdComponentId, request.ComponentName, request.ComponentType);

    /// <summary>Whether <paramref name="mapping"/> is asked for; names match by a part, in any case.</summary>
    public bool Matches(Boomi.DataHub.ComponentMapping mapping) =>
        (DevAccountId.Length == 0 || DevAccountId == mapping.DevAccountId)
        && (DevComponentId.Length == 0 || DevComponentId == mapping.DevComponentId)
        && (ProdComponentId.Length == 0 || ProdComponentId == mapping.ProdComponentId)
        && (ComponentName.Length == 0 || mapping.Name.Contains(ComponentName, StringComparison.OrdinalIgnoreCase))
        && (ComponentType.Length == 0 || string.Equals(ComponentType, mapping.Type, StringComparison.OrdinalIgnoreCase));
}
