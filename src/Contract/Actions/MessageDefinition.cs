using Google.Protobuf.Reflection;

namespace Contract.Actions;

/// <summary>The fields of a message, in the order of the proto.</summary>
public sealed class MessageDefinition
{
    internal MessageDefinition(MessageDescriptor descriptor, IReadOnlyList<FieldDefinition> fields)
    {
        Descriptor = descriptor;
        Fields = fields;
    }

    /// <summary>The generated descriptor; its parser makes messages.</summary>
    public MessageDescriptor Descriptor { get; }

    /// <summary>Name of the message, for example <c>GetDevAccountsRequest</c>.</summary>
    public string Name => Descriptor.Name;

    /// <summary>The fields in the order in which the proto declares them, which is the order in JSON.</summary>
    public IReadOnlyList<FieldDefinition> Fields { get; }

    /// <summary>The field with the JSON name <paramref name="name"/>, or null.</summary>
    public FieldDefinition? Find(string name) => Fields.FirstOrDefault(field => string.Equals(field.Name, name, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override string ToString() => Name;
}
