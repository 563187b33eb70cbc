using System.Buffers;
using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using Contract.Actions;
using Google.Protobuf;

namespace FlowServiceHost.Actions;

/// <summary>
/// Writes a response message as the documented JSON: every field is there, in the order of the proto, with its type, <c>""</c>, <c>0</c>, <c>false</c> or <c>[]</c>
/// when there is nothing to say. Left out are only absent fields that track presence, and empty lists that are marked so.
/// </summary>
public static class ResponseWriter
{
    // The answer is application/json and never becomes part of a page unescaped; XML in it stays readable so.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The JSON of <paramref name="message"/> as UTF-8.</summary>
    public static byte[] Write(MessageDefinition definition, IMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            WriteObject(writer, definition, message);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteObject(Utf8JsonWriter writer, MessageDefinition definition, IMessage message)
    {
        writer.WriteStartObject();
        foreach (var field in definition.Fields)
        {
            var accessor = field.Descriptor.Accessor;
            if (field.TracksPresence && !accessor.HasValue(message))
            {
                continue;
            }

            var value = accessor.GetValue(message);
            if (field.IsList)
            {
                WriteList(writer, field, (IList)value);
            }
            else
            {
                writer.WritePropertyName(field.Name);
                WriteValue(writer, field, value);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, FieldDefinition field, IList values)
    {
        if (field.AbsentWhenEmpty && values.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(field.Name);
        foreach (var value in values)
        {
            WriteValue(writer, field, value);
        }

        writer.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter writer, FieldDefinition field, object? value)
    {
        switch (field.Kind)
        {
            case FieldKind.Flag:
                writer.WriteBooleanValue((bool)value!);
                break;
            case FieldKind.Number:
                writer.WriteNumberValue((int)value!);
                break;
            case FieldKind.Object:
                var members = field.Members!;
                WriteObject(writer, members, (IMessage?)value ?? members.Descriptor.Parser.ParseFrom(ByteString.Empty));
                break;
            default:
                writer.WriteStringValue((string)value!);
                break;
        }
    }
}
