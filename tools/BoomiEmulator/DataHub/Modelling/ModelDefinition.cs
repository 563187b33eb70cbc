namespace BoomiEmulator.DataHub.Modelling;

/// <summary>What a model says, read from its XML.</summary>
internal sealed record ModelDefinition(
    string Name,
    IReadOnlyList<FieldMember> Members,
    IReadOnlyList<ModelSource> Sources,
    IReadOnlyList<MatchRule> MatchRules,
    IReadOnlyList<string> TitleFields,
    IReadOnlyList<string> Tags)
{
    /// <summary>The wrapper element of entities: lower case, letters and digits only.</summary>
    public string EntityName { get; } = Normalise(Name);

    /// <summary>Every field, also those in groups and collections, by unique id.</summary>
    public IReadOnlyDictionary<string, FieldDefinition> Fields { get; } =
        AllFields(Members).GroupBy(field => field.UniqueId, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    /// <summary>Every collection by its unique id.</summary>
    public IReadOnlyDictionary<string, FieldCollection> Collections { get; } =
        AllMembers(Members).OfType<FieldCollection>().GroupBy(collection => collection.UniqueId, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    public ModelSource? Source(string sourceId) => Sources.FirstOrDefault(source => source.SourceId == sourceId);

    public static string Normalise(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    /// <summary>The members and the members of their groups, in order.</summary>
    public static IEnumerable<FieldMember> AllMembers(IEnumerable<FieldMember> members) =>
        members.SelectMany(member => member is FieldGroup group ? AllMembers(group.Members).Prepend(group) : [member]);

    private static IEnumerable<FieldDefinition> AllFields(IEnumerable<FieldMember> members) =>
        AllMembers(members).SelectMany(member => member switch
        {
            FieldDefinition field => [field],
            FieldCollection collection => collection.Fields,
            _ => Enumerable.Empty<FieldDefinition>(),
        });
}
