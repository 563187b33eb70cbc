using System.Xml.Linq;

namespace BoomiEmulator.DataHub.Modelling;

/// <summary>Reads a model request and finds everything wrong with it, as model validation goes through to the end before it answers.</summary>
internal sealed class ModelReader
{
    private readonly List<string> _errors = [];
    private readonly HashSet<string> _uniqueIds = new(StringComparer.Ordinal);

    private ModelReader()
    {
    }

    /// <summary>The model and what is wrong with it; the model is only of use when nothing is.</summary>
    public static (ModelDefinition Model, IReadOnlyList<string> Errors) Read(XElement request)
    {
        var reader = new ModelReader();
        var model = reader.ReadModel(request);
        return (model, reader._errors);
    }

    /// <summary>A model that has been accepted before.</summary>
    public static ModelDefinition ReadAccepted(string xml) => Read(XElement.Parse(xml)).Model;

    private ModelDefinition ReadModel(XElement request)
    {
        var name = request.Text("name") ?? string.Empty;
        if (name.Length is < 2 or > 40 || ModelDefinition.Normalise(name).Length == 0)
            _errors.Add("Model creation failed due to a null or invalid model name. The name must have at least 2 characters and no more than 40.");

        var members = ReadMembers(request.Element(ModelXml.Mdm + "fields"), root: true);
        if (members.Count == 0)
            _errors.Add("Field does not exist");

        var sources = request.Under("sources", "source").Select(ReadSource).ToList();
        foreach (var twice in sources.GroupBy(source => source.SourceId, StringComparer.Ordinal).Where(group => group.Count() > 1))
            _errors.Add($"Source {twice.Key} is a duplicate");
        if (sources.Count(source => source.IsDefault) > 1)
            _errors.Add("Multiple default sources are designated");

        var rules = MatchRuleReader.Read(request, _uniqueIds, _errors);
        var title = request.Element(ModelXml.Mdm + "recordTitle")?.Under("titleParameters", "parameter")
            .Select(parameter => parameter.Attr("uniqueId") ?? string.Empty).ToList() ?? [];
        _errors.AddRange(title.Where(id => !_uniqueIds.Contains(id)).Select(id => $"Title field {id} does not exist in the model"));
        var tags = request.Under("tags", "tag").Select(tag => tag.Attr("name") ?? string.Empty).ToList();
        return new ModelDefinition(name, members, sources, rules, title, tags);
    }

    private List<FieldMember> ReadMembers(XElement? holder, bool root)
    {
        var members = new List<FieldMember>();
        foreach (var element in holder?.Elements() ?? [])
        {
            if (root && string.Equals(element.Attr("name"), "id", StringComparison.OrdinalIgnoreCase))
            {
                _errors.Add("A user-defined 'id' field exists at the root level.");
                continue;
            }

            var member = element.Name.LocalName switch
            {
                "field" => ReadField(element),
                "fieldGroup" => ReadGroup(element),
                _ => null,
            };
            if (member is null)
                _errors.Add("Invalid field or field group");
            else
                members.Add(member);
        }

        return members;
    }

    private FieldMember? ReadField(XElement element)
    {
        var name = element.Attr("name");
        var uniqueId = element.Attr("uniqueId");
        if (string.IsNullOrEmpty(name) || string.IsNullOrEmpty(uniqueId) || !Enum.TryParse<FieldType>(element.Attr("type"), out var type))
        {
            _errors.Add($"Missing required properties for field {name ?? uniqueId}");
            return new FieldDefinition(name ?? "unnamed", uniqueId ?? "UNNAMED", FieldType.STRING, Required: false);
        }

        Claim(uniqueId);
        var field = new FieldDefinition(name, uniqueId, type, element.Flag("required"))
        {
            MaxLength = ReadLength(element, "maxLength", 255),
            MinLength = ReadLength(element, "minLength", 0),
            Options = element.Elements(ModelXml.Mdm + "value").Select(value => value.Value.Trim()).ToList(),
            ReferencedUniverse = element.Attr("referenceUniverseId"),
            IncomingIntegrity = element.Flag("incomingReferenceIntegrity"),
            OutgoingIntegrity = element.Flag("outgoingReferenceIntegrity"),
        };
        CheckField(field);
        return element.Flag("repeatable") ? ReadCollection(element, field.ElementName, [field], itemIsText: true) : field;
    }

    private void CheckField(FieldDefinition field)
    {
        if (field.UniqueId.Length > 64)
            _errors.Add($"Field {field.UniqueId} has more than 64 characters");
        if (field.Type == FieldType.STRING && field.MaxLength > 255)
            _errors.Add($"Field {field.UniqueId} has more than 255 characters");
        else if (field.Type == FieldType.STRING && (field.MaxLength < 1 || field.MinLength > field.MaxLength))
            _errors.Add($"Field {field.UniqueId} length must be at least one character and less than 256 characters");
        if (field.Type == FieldType.REFERENCE && string.IsNullOrEmpty(field.ReferencedUniverse))
            _errors.Add($"Reference field {field.UniqueId} is missing or does not specify a referenced universe");
        if (field is { Type: FieldType.REFERENCE, Required: true, OutgoingIntegrity: false })
            _errors.Add($"OutgoingReferenceIntegrity must be true when REFERENCE field {field.UniqueId} is required");
    }

    private FieldMember ReadGroup(XElement element)
    {
        var name = element.Attr("name") ?? string.Empty;
        var uniqueId = element.Attr("uniqueId") ?? string.Empty;
        if (name.Length == 0 || uniqueId.Length == 0)
            _errors.Add("Invalid field or field group");
        Claim(uniqueId);
        var members = ReadMembers(element, root: false);
        if (!element.Flag("repeatable"))
            return new FieldGroup(name, uniqueId, members);

        if (members.Any(member => member is not FieldDefinition))
            _errors.Add($"The emulator does not support groups or collections inside collection {uniqueId}");
        return ReadCollection(element, name, members.OfType<FieldDefinition>().ToList(), itemIsText: false);
    }

    private FieldCollection ReadCollection(XElement element, string itemName, List<FieldDefinition> fields, bool itemIsText)
    {
        var uniqueId = element.Attr("collectionUniqueId");
        var tag = element.Attr("collectionTag");
        var identifyBy = element.Attr("identifyBy");
        var keys = (element.Attr("collectionKeys") ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToList();
        if (string.IsNullOrEmpty(uniqueId) || string.IsNullOrEmpty(tag) || string.IsNullOrEmpty(identifyBy) || (identifyBy == "KEY" && !itemIsText && keys.Count == 0))
            _errors.Add($"Missing required properties for collection field {element.Attr("uniqueId")}");
        else if (identifyBy is not ("KEY" or "OCCURRENCE"))
            _errors.Add($"Invalid matching type for collection field {element.Attr("uniqueId")}");
        foreach (var key in keys.Where(key => fields.TrueForAll(field => field.UniqueId != key)))
            _errors.Add($"Collection Key {key} does not exist in the field group");

        var id = uniqueId ?? $"{element.Attr("uniqueId")}_COLLECTION";
        var items = fields.Select(field => field with { CollectionId = id }).ToList();
        if (itemIsText && identifyBy == "KEY")
            keys = [fields[0].UniqueId];
        return new FieldCollection(tag ?? itemName, id, itemName, itemIsText, keys, items);
    }

    private ModelSource ReadSource(XElement element)
    {
        var id = element.Attr("id");
        var type = element.Attr("type");
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(type))
            _errors.Add("Missing required properties for source");
        else if (type is not ("Accept" or "Contribute" or "Both"))
            _errors.Add("Invalid source type");
        if (type == "Accept" && element.Flag("default"))
            _errors.Add("Source of type Accept should not be the default source");

        var inbound = element.Element(ModelXml.Mdm + "inbound");
        return new ModelSource(id ?? string.Empty, type ?? "Both")
        {
            AllowMultipleLinks = element.Flag("allowMultipleLinks"),
            IsDefault = element.Flag("default"),
            CreateApproval = inbound?.Element(ModelXml.Mdm + "createApproval")?.Flag("required") ?? false,
            UpdateApproval = inbound?.Element(ModelXml.Mdm + "updateApproval")?.Flag("required") ?? false,
            EndDateApproval = inbound?.Element(ModelXml.Mdm + "endDateApproval")?.Flag("required") ?? false,
            EarlyChangeDetection = string.Equals(inbound?.Text("earlyChangeDetectionEnabled"), "true", StringComparison.OrdinalIgnoreCase),
        };
    }

    private void Claim(string uniqueId)
    {
        if (!_uniqueIds.Add(uniqueId))
            _errors.Add($"Unique ID {uniqueId} is a duplicate");
    }

    private static int ReadLength(XElement element, string name, int otherwise) =>
        element.Attr(name) is { Length: > 0 } text ? (int.TryParse(text, out var length) ? length : int.MaxValue) : otherwise;
}
