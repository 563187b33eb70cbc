using BoomiEmulator.DataHub.Modelling;
using BoomiEmulator.DataHub.State;

namespace BoomiEmulator.DataHub.Universes;

/// <summary>Brings one entity into a universe: link, match, validate, approve, write.</summary>
internal static class Incorporator
{
    private const int AmbiguousFrom = 10;

    /// <summary>Incorporates an entity.</summary>
    /// <param name="universe">The universe.</param>
    /// <param name="source">The contributing source.</param>
    /// <param name="entity">The entity.</param>
    /// <param name="transactionId">Kept with the version that the entity makes.</param>
    /// <param name="at">The time of the incorporation.</param>
    /// <param name="approved">A person has approved it: approvals are not asked for again.</param>
    /// <returns>The manner of the resolution, e.g. <c>CREATED</c>, and the record.</returns>
    /// <exception cref="EntityQuarantinedException">It goes to quarantine instead.</exception>
    public static (string Detail, GoldenRecord? Record) Incorporate(
        Universe universe, ModelSource source, Entity entity, string transactionId, DateTimeOffset at, bool approved)
    {
        if (universe.TryFindLinked(source.SourceId, entity.SourceEntityId, out var linked) && !linked.IsActive)
        {
            throw new EntityQuarantinedException(
                "RECORD_ALREADY_ENDDATED", $"The record with id '{linked.RecordId}' that is linked to the entity '{entity.SourceEntityId}' is end-dated.");
        }

        if (entity.Operation == "DELETE")
            return Delete(universe, source, linked, at, approved);
        if (linked is not null && entity.Operation == "CREATE")
        {
            throw new EntityQuarantinedException(
                "INCORPORATE_ERROR", $"The record with id '{linked.RecordId}' is already linked to the entity '{entity.SourceEntityId}'.");
        }

        var values = new EntityValues(universe, source.SourceId, entity);
        var target = linked ?? Given(universe, entity) ?? (entity.Operation == "CREATE" ? null : Matched(universe, source, values));
        var merged = values.MergeInto(target?.Content ?? RecordContent.Empty);
        values.Validate(merged, universe.Hub.Options.Switches.RequiredFieldsInEveryEntity);
        var changes = target is null || !merged.SameAs(target.Content);
        if (!approved)
            AskApproval(source, isNew: target is null, changes);

        var detail = Write(universe, source, entity, transactionId, at, ref target, linked is not null, merged, changes);
        foreach (var field in values.Unresolved)
            target!.Unresolved[field.UniqueId] = source.SourceId;
        return (detail, target);
    }

    private static string Write(
        Universe universe,
        ModelSource source,
        Entity entity,
        string transactionId,
        DateTimeOffset at,
        ref GoldenRecord? target,
        bool isLinked,
        RecordContent merged,
        bool changes)
    {
        if (target is null)
        {
            target = universe.Create(source.SourceId, entity.SourceEntityId, transactionId, merged, at);
            return "CREATED";
        }

        foreach (var uniqueId in entity.Values.Keys)
            target.Unresolved.Remove(uniqueId);
        if (isLinked)
        {
            if (!changes && source.EarlyChangeDetection)
                return "NOOP";
            universe.Update(target, source.SourceId, transactionId, merged, at);
            return "UPDATED";
        }

        universe.Link(target, source.SourceId, entity.SourceEntityId, at);
        if (!changes)
            return "LINKED";
        universe.Update(target, source.SourceId, transactionId, merged, at);
        return "LINKED_WITH_UPDATE";
    }

    private static (string Detail, GoldenRecord? Record) Delete(Universe universe, ModelSource source, GoldenRecord? linked, DateTimeOffset at, bool approved)
    {
        if (linked is null)
            return ("NOOP", null);
        if (source.EndDateApproval && !approved)
            throw new EntityQuarantinedException("REQUIRES_END_DATE_APPROVAL", "The source requires approval for end-dating.");
        if (References.IsReferenced(universe, linked))
            throw new EntityQuarantinedException("INCORPORATE_ERROR", EndDating.ReferencedText);
        universe.EndDate(linked, source.SourceId, at);
        return ("DELETED", linked);
    }

    private static GoldenRecord? Given(Universe universe, Entity entity)
    {
        if (string.IsNullOrEmpty(entity.RecordId))
            return null;
        return universe.TryFind(entity.RecordId, out var record) && record.IsActive
            ? record
            : throw new EntityQuarantinedException("INCORPORATE_ERROR", $"A record with id '{entity.RecordId}' does not exist.");
    }

    private static GoldenRecord? Matched(Universe universe, ModelSource source, EntityValues values)
    {
        var inRules = universe.Model.MatchRules.SelectMany(rule => MatchRuleReader.FieldsOf(rule.Root)).ToHashSet(StringComparer.Ordinal);
        if (values.Unresolved.FirstOrDefault(field => inRules.Contains(field.UniqueId)) is { } reference)
        {
            throw new EntityQuarantinedException(
                "MATCH_REFERENCE_UNKNOWN", $"Unable to match on {{{reference.ElementName}}} because its value does not resolve to a golden record.");
        }

        if (!Matcher.CanBeMatched(universe.Model, values.Values))
            throw new EntityQuarantinedException("REQUIRED_FIELD", "The entity does not have the fields that the match rules need.");

        var (rule, records) = Matcher.Match(universe, values.Values);
        if (rule is null)
            return null;
        var linked = records.Count(record => record.Links.Exists(link => link.Source == source.SourceId));
        var cause = (records.Count, Linked: linked) switch
        {
            ( >= AmbiguousFrom, _) => "AMBIGUOUS_MATCH",
            (1, 0) => null,
            (1, _) when source.AllowMultipleLinks => null,
            (_, > 0) when !source.AllowMultipleLinks => "POSSIBLE_DUPLICATE",
            _ => "MULTIPLE_MATCHES",
        };
        return cause is null
            ? records[0]
            : throw new EntityQuarantinedException(cause, $"Match rule {rule.Ordinal} ({rule.Root.Describe()}) found {records.Count} record(s).") { MatchRule = rule.Ordinal };
    }

    private static void AskApproval(ModelSource source, bool isNew, bool changes)
    {
        if (isNew && source.CreateApproval)
            throw new EntityQuarantinedException("REQUIRES_APPROVAL", "The source requires approval for new records.");
        if (!isNew && changes && source.UpdateApproval)
            throw new EntityQuarantinedException("REQUIRES_UPDATE_APPROVAL", "The source requires approval for updates.");
    }
}
