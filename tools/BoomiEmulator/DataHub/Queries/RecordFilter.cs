using BoomiEmulator.DataHub.State;
using BoomiEmulator.DataHub.Universes;

namespace BoomiEmulator.DataHub.Queries;

/// <summary>A flat filter over active records.</summary>
/// <param name="Or">Any criterion is enough; otherwise all have to hold.</param>
/// <param name="Criteria">The criteria; none means every record.</param>
/// <param name="RecordIds">When given, the criteria are ignored.</param>
internal sealed record RecordFilter(bool Or, IReadOnlyList<Criterion> Criteria, IReadOnlyList<string>? RecordIds)
{
    public static RecordFilter All { get; } = new(Or: false, [], RecordIds: null);

    /// <summary>The active records that pass, in the order of their creation. Equality goes through the index.</summary>
    public IEnumerable<GoldenRecord> Select(Universe universe)
    {
        if (RecordIds is not null)
        {
            return RecordIds.Select(id => universe.TryFind(id, out var record) && record.IsActive ? record : null)
                .OfType<GoldenRecord>().Distinct().OrderBy(record => record.Sequence);
        }

        if (Criteria.Count == 0)
            return universe.Active;
        var passing = Candidates(universe)
            .Where(record => Or ? Criteria.Any(criterion => criterion.Test(record)) : Criteria.All(criterion => criterion.Test(record)));
        return passing.OrderBy(record => record.Sequence);
    }

    private IEnumerable<GoldenRecord> Candidates(Universe universe)
    {
        if (Or)
        {
            return Criteria.All(criterion => criterion.Lookup is not null)
                ? Criteria.SelectMany(criterion => Find(universe, criterion)).Distinct()
                : universe.Active;
        }

        return Criteria.Where(criterion => criterion.Lookup is not null).Select(criterion => Find(universe, criterion)).MinBy(found => found.Count) ?? universe.Active;
    }

    private static IReadOnlyCollection<GoldenRecord> Find(Universe universe, Criterion criterion) =>
        universe.Candidates(criterion.Lookup!.Value.UniqueId, criterion.Lookup.Value.Value);
}
