using Contract.Actions;

namespace FlowServiceHost.FlowConnector.Metadata;

/// <summary>An input, an output, or a property of a type, as Flow is told of it.</summary>
/// <param name="Name">Its developer name.</param>
/// <param name="ContentType">Its kind.</param>
/// <param name="TypeName">Name of its type; null for simple kinds.</param>
/// <param name="Field">The field that it stands for; null for the value of a listed text, and for the whole of a wrapped request or response.</param>
/// <param name="Members">The properties of its type; empty for simple kinds.</param>
public sealed record FlowEntry(string Name, string ContentType, string? TypeName, FieldDefinition? Field, IReadOnlyList<FlowEntry> Members)
{
    /// <summary>Whether the composer asks for it. With a connector's credentials what names the caller has to be there too.</summary>
    public bool IsRequired => Field?.Required ?? false;
}
