using PromotionEngine.Accounts;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Components;
using PromotionEngine.Promotions;
using PromotionEngine.State;

namespace PromotionEngine.Mappings;

/// <summary>
/// Which promotion brought, or is just bringing, which development component to main. Claimed all together in the commit that begins the merge; after it the
/// mapping stands here until, and after, DataHub has it, because DataHub does not give back at once what was written.
/// </summary>
public sealed class MappingClaims(IStateStore store, MappingOutbox outbox)
{
    /// <summary>What is claimed of <paramref name="components"/>, by their ID in the development account, with the version that a commit has to name.</summary>
    public async Task<IReadOnlyDictionary<string, (long Version, MappingClaim Claim)>> ReadAsync(AccountId account, IReadOnlyCollection<string> components, CancellationToken cancellationToken)
    {
        if (components.Count == 0)
        {
            return new Dictionary<string, (long Version, MappingClaim Claim)>(StringComparer.Ordinal);
        }

        var ids = components.Distinct(StringComparer.Ordinal).ToList();
        var keys = ids.Select(id => StateKeys.Mapping(account, id)).ToList();
        var values = await store.GetManyAsync(keys, cancellationToken);
        return ids.Zip(keys, values)
            .Where(found => found.Third is not null)
            .ToDictionary(
                found => found.First,
                found => (found.Third!.Value.Version, StateJson.Read<MappingClaim>(found.Second, found.Third.Value.Value)),
                StringComparer.Ordinal);
    }

    /// <summary>Adds to a commit that <paramref name="promotion"/> claims <paramref name="created"/>; a conflict when one was claimed since <paramref name="read"/>.</summary>
    public void Claim(
        Commit commit, Promotion promotion, IReadOnlyList<ClaimedMapping> created, IReadOnlyDictionary<string, (long Version, MappingClaim Claim)> read)
    {
        foreach (var pair in created)
        {
            var key = StateKeys.Mapping(promotion.DevAccountId, pair.DevComponentId);
            var version = read.TryGetValue(pair.DevComponentId, out var earlier) ? earlier.Version : 0;
            commit.Expect(key, version).Put(key, StateJson.Write(new MappingClaim(promotion.Id, pair.ProdComponentId, null)));
        }
    }

    /// <summary>Adds to a commit that what <paramref name="promotion"/> claimed is free: the merge is known not to have happened.</summary>
    public void Release(Commit commit, Promotion promotion)
    {
        foreach (var pair in promotion.Merge?.Claimed ?? [])
        {
            commit.Delete(StateKeys.Mapping(promotion.DevAccountId, pair.DevComponentId));
        }
    }

    /// <summary>Adds to a commit that main has the components of <paramref name="mappings"/>, and that DataHub is to be told.</summary>
    public void Publish(Commit commit, PromotionId promotion, IReadOnlyList<ComponentMapping> mappings)
    {
        foreach (var mapping in mappings)
        {
            commit.Put(
                StateKeys.Mapping(new AccountId(mapping.DevAccountId), mapping.DevComponentId), StateJson.Write(new MappingClaim(promotion, mapping.ProdComponentId, mapping)));
            outbox.Enqueue(commit, mapping);
        }
    }

    /// <summary>An admin deleted a mapping: nothing is known of the component any more.</summary>
    public async Task ForgetAsync(AccountId account, ComponentId component, CancellationToken cancellationToken) =>
        (await store.CommitAsync(new Commit().Delete(StateKeys.Mapping(account, component.Value)), cancellationToken)).OrThrow();
}
