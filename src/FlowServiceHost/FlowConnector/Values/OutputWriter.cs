using System.Collections;
using System.Globalization;
using System.Text.Json;
using Contract.Actions;
using FlowServiceHost.Actions;
using FlowServiceHost.FlowConnector.Metadata;
using Google.Protobuf;

namespace FlowServiceHost.FlowConnector.Values;

/// <summary>
/// Writes a response as Flow's values: every described output once, with its described kind, simple values as texts, whatever is absent as null, and empty
/// lists as empty lists.
/// </summary>
internal static class OutputWriter
{
    private const int LongestExternalId = 128;

    /// <summary>Writes the outputs of <paramref name="response"/> as a JSON array.</summary>
    /// <param name="writer">Takes them.</param>
    /// <param name="action">The action.</param>
    /// <param name="response">The response.</param>
    /// <param name="cameWrapped">Whether the request came in the wrapped form, whose flows look for a wrapped answer, described or not.</param>
    public static void Write(Utf8JsonWriter writer, FlowAction action, IMessage response, bool cameWrapped)
    {
        writer.WriteStartArray();
        if (!action.IsWrapped || !cameWrapped)
        {
            foreach (var entry in action.PlainOutputs)
            {
                WriteValue(writer, entry, response);
            }
        }

        if (action.IsWrapped || cameWrapped)
        {
            var wrapped = action.WrappedOutput;
            Begin(writer, wrapped);
            writer.WriteNull("contentValue");
            writer.WriteStartArray("objectData");
            WriteObject(writer, wrapped, response, wrapped.Name, order: 0);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Begin(Utf8JsonWriter writer, FlowEntry entry)
    {
        writer.WriteStartObject();
        writer.WriteString("developerName", entry.Name);
        writer.WriteString("contentType", entry.ContentType);
        if (entry.TypeName is not null)
        {
            writer.WriteString("typeElementDeveloperName", entry.TypeName);
        }
    }

    private static void WriteValue(Utf8JsonWriter writer, FlowEntry entry, IMessage owner)
    {
        Begin(writer, entry);
        WriteContent(writer, entry, owner);
        writer.WriteEndObject();
    }

    // A property has no type of its own: the type's name stands on the objects in it.
    private static void WriteProperty(Utf8JsonWriter writer, FlowEntry entry, IMessage owner)
    {
        writer.WriteStartObject();
        writer.WriteString("developerName", entry.Name);
        writer.WriteString("contentType", entry.ContentType);
        WriteContent(writer, entry, owner);
        writer.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter writer, FlowEntry entry, IMessage owner)
    {
        var field = entry.Field!;
        var accessor = field.Descriptor.Accessor;
        var value = field.TracksPresence && !accessor.HasValue(owner) ? null : accessor.GetValue(owner);
        if (field.IsList || field.Kind == FieldKind.Object)
        {
            writer.WriteNull("contentValue");
            writer.WriteStartArray("objectData");
            WriteObjects(writer, entry, field, value);
            writer.WriteEndArray();
        }
        else
        {
            WriteSimple(writer, field, value);
            writer.WriteNull("objectData");
        }
    }

    private static void WriteSimple(Utf8JsonWriter writer, FieldDefinition field, object? value)
    {
        switch (value)
        {
            case null:
            case string when field.Secret:
                writer.WriteNull("contentValue");
                break;
            case bool flag:
                writer.WriteString("contentValue", flag ? "true" : "false");
                break;
            case int number:
                writer.WriteString("contentValue", number.ToString(CultureInfo.InvariantCulture));
                break;
            case string text when field.DateTime:
                writer.WriteString("contentValue", DateTimeText.TryNormalize(text, out var instant) ? instant : null);
                break;
            default:
                writer.WriteString("contentValue", (string)value);
                break;
        }
    }

    private static void WriteObjects(Utf8JsonWriter writer, FlowEntry entry, FieldDefinition field, object? value)
    {
        if (!field.IsList)
        {
            WriteObject(writer, entry, (IMessage?)value ?? field.Members!.Descriptor.Parser.ParseFrom(ByteString.Empty), entry.Name, order: 0);
            return;
        }

        var key = entry.Members.FirstOrDefault(member => member is { ContentType: ContentKinds.Text, Field: not null } && member.Name.EndsWith("Id", StringComparison.Ordinal));
        var used = new HashSet<string>(StringComparer.Ordinal);
        var order = 0;
        foreach (var item in (IList)value!)
        {
            var natural = item as string ?? key?.Field!.Descriptor.Accessor.GetValue((IMessage)item!) as string;
            WriteItem(writer, entry, item!, ExternalId(natural, entry.Name, order, used), order);
            order++;
        }
    }

    private static void WriteItem(Utf8JsonWriter writer, FlowEntry entry, object item, string externalId, int order)
    {
        if (item is IMessage message)
        {
            WriteObject(writer, entry, message, externalId, order);
            return;
        }

        BeginObject(writer, entry, externalId, order);
        writer.WriteStartObject();
        writer.WriteString("developerName", ListedText.Property);
        writer.WriteString("contentType", ContentKinds.Text);
        writer.WriteString("contentValue", (string)item);
        writer.WriteNull("objectData");
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteObject(Utf8JsonWriter writer, FlowEntry entry, IMessage message, string externalId, int order)
    {
        BeginObject(writer, entry, externalId, order);
        foreach (var member in entry.Members)
        {
            WriteProperty(writer, member, message);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void BeginObject(Utf8JsonWriter writer, FlowEntry entry, string externalId, int order)
    {
        writer.WriteStartObject();
        writer.WriteString("externalId", externalId);
        writer.WriteString("developerName", entry.TypeName);
        writer.WriteNumber("order", order);
        writer.WriteBoolean("isSelected", value: false);
        writer.WriteStartArray("properties");
    }

    // Selections in a table of the flow survive when a row keeps its ID, so it is the row's own where there is one.
    private static string ExternalId(string? natural, string list, int order, HashSet<string> used)
    {
        var id = string.IsNullOrEmpty(natural) || natural.Length > LongestExternalId ? $"{list}-{order}" : natural;
        var unique = id;
        for (var copy = 2; !used.Add(unique); copy++)
        {
            unique = $"{id}#{copy}";
        }

        return unique;
    }
}
