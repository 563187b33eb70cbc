using System.Xml.Linq;
using BoomiEmulator.DataHub.Modelling;
using BoomiEmulator.DataHub.Queries;
using BoomiEmulator.DataHub.State;

namespace BoomiEmulator.DataHub.Universes;

/// <summary>Tells what entities would match, and writes nothing.</summary>
internal static class MatchPreview
{
    private const int TooManyFrom = 10;

    public static XElement Run(Universe universe, byte[] body)
    {
        var (source, entities) = BatchReader.Read(universe, body, forUpdate: false);
        return new XElement("MatchEntitiesResponse", entities.Select(entity => Preview(universe, source, entity)));
    }

    private static XElement Preview(Universe universe, string source, XElement element)
    {
        Entity entity;
        try
        {
            entity = EntityReader.Read(element, universe.Model);
        }
        catch (EntityQuarantinedException unreadable)
        {
            return Result("FAILED_TO_RUN", element, new XElement("message", unreadable.Message));
        }

        if (universe.TryFindLinked(source, entity.SourceEntityId, out _))
            return Result("ALREADY_LINKED", element);
        var values = new EntityValues(universe, source, entity);
        var inRules = universe.Model.MatchRules.SelectMany(rule => MatchRuleReader.FieldsOf(rule.Root)).ToHashSet(StringComparer.Ordinal);
        if (values.Unresolved.FirstOrDefault(field => inRules.Contains(field.UniqueId)) is { } reference)
        {
            return Result(
                "MATCH_REFERENCE_FAILURE",
                element,
                new XElement("message", $"Unable to match on {{{reference.ElementName}}} field value '{entity.Values[reference.UniqueId]}' because it does not resolve to a golden record."));
        }

        var (rule, records) = Matcher.Match(universe, values.Values);
        if (records.Count >= TooManyFrom)
            return Result("TOO_MANY_MATCHES", element);
        var result = Result("SUCCESS", element, records.Select(record => Found(universe, source, record)));
        if (rule is not null)
            result.SetAttributeValue("matchRule", rule.Root.Describe());
        return result;
    }

    private static XElement Found(Universe universe, string source, GoldenRecord record) => new(
        record.Links.Exists(link => link.Source == source) ? "duplicate" : "match",
        RecordXml.Entity(universe.Model, record.Content, view: null, new XElement("id", record.RecordId)));

    private static XElement Result(string status, XElement entity, params object?[] more) =>
        new("MatchResult", new XAttribute("status", status), new XElement("entity", new XElement(entity)), more);
}
