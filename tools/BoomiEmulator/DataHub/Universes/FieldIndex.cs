using BoomiEmulator.DataHub.Modelling;
using BoomiEmulator.DataHub.State;

namespace BoomiEmulator.DataHub.Universes;

/// <summary>
/// Active records by the value of a field. The index of a field is built when it is first asked for and kept up from then on,
/// so that a query for a hundred keys and the matching of a batch stay quick with ten thousand records.
/// </summary>
internal sealed class FieldIndex(ModelDefinition model)
{
    private readonly Dictionary<string, Dictionary<string, HashSet<GoldenRecord>>> _fields = new(StringComparer.Ordinal);

    public IReadOnlyCollection<GoldenRecord> Candidates(string uniqueId, string value, IEnumerable<GoldenRecord> active)
    {
        if (!_fields.TryGetValue(uniqueId, out var values))
        {
            values = new Dictionary<string, HashSet<GoldenRecord>>(StringComparer.Ordinal);
            _fields.Add(uniqueId, values);
            foreach (var record in active)
                Add(uniqueId, values, record);
        }

        return values.TryGetValue(Key(uniqueId, value), out var found) ? found : [];
    }

    public void Add(GoldenRecord record)
    {
        foreach (var (uniqueId, values) in _fields)
            Add(uniqueId, values, record);
    }

    public void Remove(GoldenRecord record)
    {
        foreach (var (uniqueId, values) in _fields)
        {
            foreach (var value in RecordValues.Of(model, record.Content, uniqueId))
            {
                if (values.TryGetValue(Key(uniqueId, value), out var records))
                    records.Remove(record);
            }
        }
    }

    private void Add(string uniqueId, Dictionary<string, HashSet<GoldenRecord>> values, GoldenRecord record)
    {
        foreach (var value in RecordValues.Of(model, record.Content, uniqueId))
        {
            var key = Key(uniqueId, value);
            if (!values.TryGetValue(key, out var records))
                values.Add(key, records = []);
            records.Add(record);
        }
    }

    private string Key(string uniqueId, string value) => RecordValues.Comparable(model, uniqueId, value).ToUpperInvariant();
}
