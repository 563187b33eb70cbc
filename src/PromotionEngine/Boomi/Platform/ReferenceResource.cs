using PromotionEngine.Accounts;
using PromotionEngine.Components;

namespace PromotionEngine.Boomi.Platform;

/// <summary>References between components.</summary>
public sealed class ReferenceResource
{
    private readonly PlatformSession _session;

    internal ReferenceResource(PlatformSession session) => _session = session;

    /// <summary>What one revision refers to, one level. The platform lists each reference as a row of its own or several in a row; both are read.</summary>
    public async Task<IReadOnlyList<ComponentReference>> ChildrenAsync(
        AccountId account,
        ComponentId parent,
        int parentVersion,
        CancellationToken cancellationToken = default)
    {
        var filter = PlatformFilter.And(PlatformFilter.Equal("parentComponentId", parent.Value), PlatformFilter.Equal("parentVersion", parentVersion));
        var rows = await _session.QueryAsync(account, "ComponentReference", filter, row => Read(row, parent, parentVersion), cancellationToken);
        return [.. rows.SelectMany(references => references).Distinct()];
    }

    private static IReadOnlyList<ComponentReference> Read(JsonFields row, ComponentId parent, int parentVersion)
    {
        var references = row.List("references");
        return [.. (references.Count > 0 ? references : [row])
            .Where(reference => reference.Text("componentId").Length > 0)
            .Select(reference => new ComponentReference(
                parent,
                parentVersion,
                new ComponentId(reference.Text("componentId")),
                string.Equals(reference.Text("type"), "DEPENDENT", StringComparison.OrdinalIgnoreCase) ? ReferenceType.Dependent : ReferenceType.Independent))];
    }
}
