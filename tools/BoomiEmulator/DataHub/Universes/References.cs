using BoomiEmulator.DataHub.Modelling;
using BoomiEmulator.DataHub.State;

namespace BoomiEmulator.DataHub.Universes;

/// <summary>References between universes of one repository. Entities name the target by its source key, records by its record id.</summary>
internal static class References
{
    /// <summary>The id of the active record that the source, or the target's default source, calls by this key.</summary>
    public static string? Resolve(Universe universe, FieldDefinition field, string source, string key)
    {
        if (universe.Hub.Find(universe.Repository, field.ReferencedUniverse ?? string.Empty) is not { } target)
            return null;
        var name = target.Model.Source(source) is null ? target.Model.Sources.FirstOrDefault(candidate => candidate.IsDefault)?.SourceId : source;
        return name is not null && target.TryFindLinked(name, key, out var record) && record.IsActive ? record.RecordId : null;
    }

    /// <summary>Whether a field that guards its targets points at the record.</summary>
    public static bool IsReferenced(Universe universe, GoldenRecord record)
    {
        foreach (var other in universe.Repository.Universes.Select(state => universe.Hub.Open(universe.Repository, state)))
        {
            var guarding = other.Model.Fields.Values.Where(field =>
                field is { Type: FieldType.REFERENCE, OutgoingIntegrity: true }
                && string.Equals(field.ReferencedUniverse, universe.Id, StringComparison.OrdinalIgnoreCase));
            if (guarding.Any(field => other.Candidates(field.UniqueId, record.RecordId).Any(candidate => candidate != record)))
                return true;
        }

        return false;
    }
}
