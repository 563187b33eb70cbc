using PromotionEngine.Accounts;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Components;

namespace PromotionEngine.Mappings;

/// <summary>The mappings as they are: DataHub's, with what our merges wrote and DataHub may not show yet over them.</summary>
public sealed class CurrentMappings(ComponentMappings published, MappingClaims claims, MappingOutbox outbox)
{
    /// <summary>The mappings of <paramref name="components"/> of a development account, at most one each.</summary>
    public async Task<IReadOnlyList<ComponentMapping>> FindAsync(AccountId account, IReadOnlyCollection<ComponentId> components, CancellationToken cancellationToken)
    {
        var written = (await claims.ReadAsync(account, [.. components.Select(component => component.Value)], cancellationToken)).Values.Select(found => found.Claim.Mapping).OfType<ComponentMapping>();
        return Over(await published.FindAsync(account, components, cancellationToken), written);
    }

    /// <summary>All mappings that <paramref name="filter"/> lets through.</summary>
    public async Task<IReadOnlyList<ComponentMapping>> ListAsync(ComponentMappingFilter filter, CancellationToken cancellationToken)
    {
        var written = (await outbox.PendingAsync(cancellationToken)).Where(mapping => string.IsNullOrEmpty(filter.DevAccountId) || mapping.DevAccountId == filter.DevAccountId);
        return Over(await published.ListAsync(filter, cancellationToken), written);
    }

    // Whoever wrote last is right: an admin may have set a mapping by hand after our merge.
    private static IReadOnlyList<ComponentMapping> Over(IReadOnlyList<ComponentMapping> published, IEnumerable<ComponentMapping> written) =>
    [
        .. published.Concat(written)
            .GroupBy(mapping => (mapping.DevAccountId, mapping.DevComponentId))
            .Select(same => same.MaxBy(mapping => mapping.LastPromotedAt)!),
    ];
}
