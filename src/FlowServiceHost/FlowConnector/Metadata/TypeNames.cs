using Contract.Actions;
using Google.Protobuf.Reflection;

namespace FlowServiceHost.FlowConnector.Metadata;

/// <summary>
/// Makes the entries and types of one side of an action, named as the product's listener names them: action, direction in capitals, hyphen, name of the entry.
/// What the listener does when two entries of different shape share a name is not known; here the inner one takes the outer one's name along.
/// </summary>
internal sealed class TypeNames(string action, string direction)
{
    private readonly Dictionary<string, string> _shapes = new(StringComparer.Ordinal);
    private readonly List<FlowType> _types = [];

    /// <summary>The types made so far; a type follows those that it uses.</summary>
    public IReadOnlyList<FlowType> Types => _types;

    /// <summary>An entry for each field of <paramref name="message"/>.</summary>
    public IReadOnlyList<FlowEntry> EntriesOf(MessageDefinition message, string outer = "") => [.. message.Fields.Select(field => EntryOf(field, outer))];

    /// <summary>One entry called <paramref name="name"/> that holds <paramref name="members"/>; its type is made too when there is one to make.</summary>
    public FlowEntry Wrap(string name, IReadOnlyList<FlowEntry> members, bool isDescribed)
    {
        var typeName = NameOf(name);
        if (isDescribed && members.Count > 0)
        {
            _types.Add(new FlowType(typeName, members));
        }

        return new FlowEntry(name, ContentKinds.Object, typeName, Field: null, members);
    }

    private FlowEntry EntryOf(FieldDefinition field, string outer)
    {
        var kind = ContentKinds.Of(field);
        if (kind is not (ContentKinds.Object or ContentKinds.List))
        {
            return new FlowEntry(field.Name, kind, TypeName: null, field, []);
        }

        // A list in Flow holds objects only, so a text in a list becomes an object with one property.
        IReadOnlyList<FlowEntry> members = field.Members is { } message
            ? EntriesOf(message, field.Name)
            : [new FlowEntry(ListedText.Property, ContentKinds.Text, TypeName: null, Field: null, [])];
        return new FlowEntry(field.Name, kind, Register(field, outer, members), field, members);
    }

    private string Register(FieldDefinition field, string outer, IReadOnlyList<FlowEntry> members)
    {
        var shape = field.Members?.Descriptor.FullName ?? nameof(FieldType.String);
        var name = NameOf(field.Name);
        if (_shapes.TryGetValue(name, out var taken) && taken != shape)
        {
            name = NameOf($"{outer}_{field.Name}");
        }

        if (_shapes.TryAdd(name, shape))
        {
            _types.Add(new FlowType(name, members));
        }

        return name;
    }

    private string NameOf(string entry) => $"{action} {direction} - {entry}";
}
