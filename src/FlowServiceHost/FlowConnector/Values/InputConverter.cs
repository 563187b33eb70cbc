using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Contract.Actions;
using FlowServiceHost.Actions;
using FlowServiceHost.FlowConnector.Metadata;

namespace FlowServiceHost.FlowConnector.Values;

/// <summary>
/// Brings the inputs of a Message step into the plain JSON of the action, which is then read like any other request. What is absent in any of Flow's ways
/// (not sent, null, empty text, no objects) is left out.
/// </summary>
internal sealed class InputConverter(FieldProblems problems)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Whether the last request came wrapped in one object.</summary>
    public bool CameWrapped { get; private set; }

    /// <summary>The plain JSON as UTF-8.</summary>
    public ReadOnlyMemory<byte> Convert(FlowAction action, JsonElement inputs)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            var wrapped = EngineValues.ObjectsOf(EngineValues.Find(inputs, action.WrappedInputName, action.WrappedInputName, problems));
            CameWrapped = wrapped.ValueKind != JsonValueKind.Undefined;
            writer.WriteStartObject();
            WriteFields(writer, action.Action.Request, inputs, CameWrapped ? EngineValues.PropertiesOf(wrapped[0]) : default, string.Empty);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private void WriteFields(Utf8JsonWriter writer, MessageDefinition message, JsonElement values, JsonElement wrapped, string prefix)
    {
        foreach (var field in message.Fields)
        {
            var path = prefix + field.Name;
            var value = EngineValues.Find(values, field.Name, path, problems);
            if (value.ValueKind == JsonValueKind.Undefined && wrapped.ValueKind == JsonValueKind.Array)
            {
                value = EngineValues.Find(wrapped, field.Name, path, problems);
            }

            if (value.ValueKind != JsonValueKind.Undefined)
            {
                WriteField(writer, field, value, path);
            }
        }
    }

    private void WriteField(Utf8JsonWriter writer, FieldDefinition field, JsonElement value, string path)
    {
        var objects = EngineValues.ObjectsOf(value);
        var isObjects = field.IsList || field.Kind == FieldKind.Object;
        if (!isObjects || objects.ValueKind == JsonValueKind.Undefined)
        {
            WriteContent(writer, field, EngineValues.ContentOf(value), path);
            return;
        }

        writer.WritePropertyName(field.Name);
        if (field is { IsList: true, Kind: FieldKind.Object })
        {
            WriteObjects(writer, field.Members!, objects, path);
        }
        else if (field.IsList)
        {
            WriteTexts(writer, objects);
        }
        else
        {
            if (objects.GetArrayLength() > 1)
            {
                problems.Wrong(path, $"must be one object, not {objects.GetArrayLength()}");
            }

            WriteObject(writer, field.Members!, objects[0], $"{path}.");
        }
    }

    private void WriteObjects(Utf8JsonWriter writer, MessageDefinition members, JsonElement objects, string path)
    {
        var index = 0;
        writer.WriteStartArray();
        foreach (var item in objects.EnumerateArray())
        {
            WriteObject(writer, members, item, $"{path}[{index++}].");
        }

        writer.WriteEndArray();
    }

    private void WriteObject(Utf8JsonWriter writer, MessageDefinition members, JsonElement item, string prefix)
    {
        writer.WriteStartObject();
        WriteFields(writer, members, EngineValues.PropertiesOf(item), default, prefix);
        writer.WriteEndObject();
    }

    // Which of the properties is the text is decided where all lists of texts are read.
    private static void WriteTexts(Utf8JsonWriter writer, JsonElement objects)
    {
        writer.WriteStartArray();
        foreach (var item in objects.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                item.WriteTo(writer);
                continue;
            }

            var texts = Texts(EngineValues.PropertiesOf(item)).ToList();
            if (texts.Count == 0)
            {
                writer.WriteNullValue();
                continue;
            }

            writer.WriteStartObject();
            foreach (var (name, text) in texts)
            {
                writer.WriteString(name, text);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static IEnumerable<(string Name, string Text)> Texts(JsonElement properties) => properties.ValueKind != JsonValueKind.Array
        ? []
        : properties.EnumerateArray()
            .Select(property => (Name: EngineValues.NameOf(property), Text: EngineValues.TextOf(property)))
            .Where(pair => pair is { Name: not null, Text: not null })
            .Select(pair => (pair.Name!, pair.Text!));

    private void WriteContent(Utf8JsonWriter writer, FieldDefinition field, JsonElement content, string path)
    {
        switch (content.ValueKind)
        {
            case JsonValueKind.Undefined:
                problems.Wrong(path, "must be a simple value, not an object or a list");
                break;
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False when field is { Kind: FieldKind.Text, IsList: false }:
                writer.WriteString(field.Name, content.GetRawText());
                break;
            default:
                writer.WritePropertyName(field.Name);
                content.WriteTo(writer);
                break;
        }
    }
}
