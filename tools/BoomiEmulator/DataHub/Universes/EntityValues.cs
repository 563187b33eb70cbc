using BoomiEmulator.DataHub.Modelling;
using BoomiEmulator.DataHub.State;

namespace BoomiEmulator.DataHub.Universes;

/// <summary>
/// The checked side of an entity: references resolved to record ids, values brought into the form in which they are kept.
/// Complaints about formats are kept back until matching is done, as DataHub matches before it validates.
/// </summary>
internal sealed class EntityValues
{
    private readonly Universe _universe;
    private readonly Entity _entity;
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<(FieldDefinition Field, string Complaint)> _complaints = [];
    private readonly List<FieldDefinition> _unresolved = [];

    public EntityValues(Universe universe, string source, Entity entity)
    {
        _universe = universe;
        _entity = entity;
        foreach (var (uniqueId, text) in entity.Values)
        {
            if (text is not null && Check(universe.Model.Fields[uniqueId], source, text) is { } kept)
                _values[uniqueId] = kept;
        }

        foreach (var item in entity.Collections.Values.SelectMany(items => items))
        {
            foreach (var (uniqueId, text) in item.Values.ToList())
            {
                if (Check(universe.Model.Fields[uniqueId], source, text) is { } kept)
                    item.Values[uniqueId] = kept;
            }
        }
    }

    /// <summary>Values for matching; a reference that has no target is not among them.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>Reference fields without a target.</summary>
    public IReadOnlyList<FieldDefinition> Unresolved => _unresolved;

    /// <summary>The record's content after the entity: absent fields keep their values, empty ones lose them.</summary>
    public RecordContent MergeInto(RecordContent existing)
    {
        var values = new Dictionary<string, string>(existing.Values, StringComparer.Ordinal);
        foreach (var uniqueId in _entity.Values.Keys)
        {
            if (_values.TryGetValue(uniqueId, out var value))
                values[uniqueId] = value;
            else
                values.Remove(uniqueId);
        }

        var collections = new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>>(existing.Collections, StringComparer.Ordinal);
        foreach (var (id, items) in _entity.Collections)
        {
            var merged = MergeItems(_universe.Model.Collections[id], items, existing.Collections.GetValueOrDefault(id) ?? []);
            if (merged.Count == 0)
                collections.Remove(id);
            else
                collections[id] = merged;
        }

        return new RecordContent(values, collections);
    }

    /// <summary>The validation that follows matching.</summary>
    /// <exception cref="EntityQuarantinedException">FIELD_FORMAT_ERROR, REQUIRED_FIELD, DUPLICATE_KEY or REFERENCE_UNKNOWN.</exception>
    public void Validate(RecordContent merged, bool requiredInEntity)
    {
        if (_complaints.Count > 0)
        {
            throw new EntityQuarantinedException("FIELD_FORMAT_ERROR", string.Join(' ', _complaints.Select(complaint => complaint.Complaint)))
            {
                Fields = _complaints.ConvertAll(complaint => complaint.Field.ElementName),
            };
        }

        var missing = ModelDefinition.AllMembers(_universe.Model.Members).OfType<FieldDefinition>()
            .Where(field => field.Required && (requiredInEntity ? !_entity.Values.ContainsKey(field.UniqueId) || _entity.Values[field.UniqueId] is null : merged[field.UniqueId] is null))
            .Concat(MissingInItems())
            .Select(field => field.ElementName).Distinct(StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            throw new EntityQuarantinedException("REQUIRED_FIELD", $"The record lacks a value for the required field(s) {{{string.Join(", ", missing)}}}.")
            {
                Fields = missing,
            };
        }

        CheckKeys();
        if (_unresolved.Find(field => field.IncomingIntegrity) is { } unknown)
        {
            throw new EntityQuarantinedException("REFERENCE_UNKNOWN", $"The record's {{{unknown.ElementName}}} field value does not resolve to a golden record.")
            {
                Fields = [unknown.ElementName],
            };
        }
    }

    private IEnumerable<FieldDefinition> MissingInItems() => _entity.Collections.SelectMany(pair =>
    {
        var collection = _universe.Model.Collections[pair.Key];
        return pair.Value.Where(item => item.Operation != "DELETE").SelectMany(item => collection.Fields
            .Where(field => (field.Required || collection.Keys.Contains(field.UniqueId, StringComparer.Ordinal)) && !item.Values.ContainsKey(field.UniqueId)));
    });

    private void CheckKeys()
    {
        foreach (var (id, items) in _entity.Collections)
        {
            var collection = _universe.Model.Collections[id];
            var keys = items.Select(item => collection.KeyOf(item.Values)).OfType<string>().ToList();
            if (keys.Distinct(StringComparer.Ordinal).Count() < keys.Count)
            {
                throw new EntityQuarantinedException("DUPLICATE_KEY", $"The collection {{{collection.ElementName}}} holds several items with the same key.")
                {
                    Fields = [collection.ElementName],
                };
            }
        }
    }

    private static List<IReadOnlyDictionary<string, string>> MergeItems(
        FieldCollection collection, List<EntityItem> items, IReadOnlyList<IReadOnlyDictionary<string, string>> existing)
    {
        if (!items.Exists(item => item.Operation is not null))
            return items.ConvertAll<IReadOnlyDictionary<string, string>>(item => item.Values);

        var merged = existing.ToList();
        foreach (var item in items)
        {
            var key = collection.KeyOf(item.Values);
            var place = merged.FindIndex(candidate => collection.KeyOf(candidate) == key);
            if (item.Operation == "DELETE" && place >= 0)
                merged.RemoveAt(place);
            else if (item.Operation == "UPSERT" && place >= 0)
                merged[place] = item.Values;
            else if (item.Operation == "UPSERT")
                merged.Add(item.Values);
        }

        return merged;
    }

    private string? Check(FieldDefinition field, string source, string text)
    {
        if (field.Type == FieldType.REFERENCE)
        {
            var target = References.Resolve(_universe, field, source, text);
            if (target is null)
                _unresolved.Add(field);
            return target;
        }

        var kept = FieldFormat.Canonical(field, text, out var complaint);
        if (complaint is not null)
            _complaints.Add((field, complaint));
        // A value in a wrong format still takes part in matching.
        return kept ?? text;
    }
}
