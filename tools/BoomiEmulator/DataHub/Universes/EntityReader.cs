using System.Xml.Linq;
using BoomiEmulator.DataHub.Modelling;

namespace BoomiEmulator.DataHub.Universes;

/// <summary>Sorts the elements of an entity by the fields of the model. What does not fit is a PARSE_FAILURE.</summary>
internal static class EntityReader
{
    private const int LongTextLimit = 5000;

    /// <summary>The id that the source gave the entity, or null.</summary>
    public static string? IdOf(XElement element) =>
        element.Elements("id").Select(id => id.Value.Trim()).FirstOrDefault() is { Length: > 0 } id ? id : null;

    /// <summary>Reads one entity.</summary>
    /// <exception cref="EntityQuarantinedException">PARSE_FAILURE, or FIELD_FORMAT_ERROR for long text that is too long.</exception>
    public static Entity Read(XElement element, ModelDefinition model)
    {
        var id = IdOf(element) ?? throw ParseFailure("The entity does not specify a source entity id.");
        if (element.Elements("id").Skip(1).Any())
            throw ParseFailure("Element 'id' occurs more than once.");
        var operation = element.Attr("op") ?? "UPSERT";
        if (operation is not ("UPSERT" or "CREATE" or "DELETE"))
            throw ParseFailure($"The operation '{operation}' is not known.");

        var entity = new Entity { SourceEntityId = id, Operation = operation, RecordId = element.Attr("grid") };
        ReadMembers(element.Elements().Where(child => child.Name != "id"), model.Members, entity);
        return entity;
    }

    private static void ReadMembers(IEnumerable<XElement> elements, IReadOnlyList<FieldMember> members, Entity entity)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var element in elements)
        {
            var name = element.Name.NamespaceName.Length == 0 ? element.Name.LocalName : element.Name.ToString();
            var member = members.FirstOrDefault(candidate => candidate.ElementName == name)
                ?? throw ParseFailure($"Element '{name}' is not expected here.");
            if (!seen.Add(name))
                throw ParseFailure($"Element '{name}' occurs more than once.");
            switch (member)
            {
                case FieldDefinition field:
                    entity.Values[field.UniqueId] = ReadText(element, field);
                    break;
                case FieldGroup group:
                    ReadMembers(element.Elements(), group.Members, entity);
                    break;
                case FieldCollection collection:
                    entity.Collections[collection.UniqueId] = ReadItems(element, collection);
                    break;
            }
        }
    }

    private static List<EntityItem> ReadItems(XElement element, FieldCollection collection)
    {
        var items = new List<EntityItem>();
        foreach (var child in element.Elements())
        {
            if (child.Name != collection.ItemName)
                throw ParseFailure($"Element '{child.Name.LocalName}' is not expected in '{collection.ElementName}'.");
            var operation = child.Attr("op");
            if (operation is not (null or "UPSERT" or "DELETE"))
                throw ParseFailure($"The operation '{operation}' is not known for items of '{collection.ElementName}'.");
            items.Add(new EntityItem(operation, ReadItem(child, collection)));
        }

        var withOperation = items.Count(item => item.Operation is not null);
        if (withOperation > 0 && (withOperation < items.Count || collection.Keys.Count == 0))
            throw ParseFailure($"Operations on items of '{collection.ElementName}' have to be given for all of them, and only where keys identify the items.");
        return items;
    }

    private static Dictionary<string, string> ReadItem(XElement element, FieldCollection collection)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (collection.ItemIsText)
        {
            if (ReadText(element, collection.Fields[0]) is { } text)
                values[collection.Fields[0].UniqueId] = text;
            return values;
        }

        foreach (var child in element.Elements())
        {
            var field = collection.Fields.FirstOrDefault(candidate => child.Name == candidate.ElementName)
                ?? throw ParseFailure($"Element '{child.Name.LocalName}' is not expected in '{collection.ItemName}'.");
            if (values.ContainsKey(field.UniqueId))
                throw ParseFailure($"Element '{field.ElementName}' occurs more than once.");
            if (ReadText(child, field) is { } text)
                values[field.UniqueId] = text;
        }

        return values;
    }

    private static string? ReadText(XElement element, FieldDefinition field)
    {
        if (element.HasElements)
            throw ParseFailure($"Element '{field.ElementName}' may hold text only.");
        var text = element.Value.Trim();
        if (field.Type == FieldType.CLOB && text.Length > LongTextLimit)
        {
            throw new EntityQuarantinedException(
                "FIELD_FORMAT_ERROR", $"The record's {{{field.ElementName}}} field value is longer than {LongTextLimit} characters.")
            {
                Fields = [field.ElementName],
            };
        }

        return text.Length == 0 ? null : text;
    }

    private static EntityQuarantinedException ParseFailure(string reason) => new("PARSE_FAILURE", reason);
}
