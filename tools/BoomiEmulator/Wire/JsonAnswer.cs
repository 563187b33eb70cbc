using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BoomiEmulator.Wire;

/// <summary>Writes answers as JSON.</summary>
internal static class JsonAnswer
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The UTF-8 text of an answer, in the forms that the switches ask for.</summary>
    public static ReadOnlyMemory<byte> Write(WireObject answer, EmulatorSwitches switches)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Options))
            Object(writer, answer, switches);

        return buffer.WrittenMemory;
    }

    private static void Object(Utf8JsonWriter writer, WireObject value, EmulatorSwitches switches)
    {
        writer.WriteStartObject();
        writer.WriteString("@type", value.TypeName);
        foreach (var member in value.Members)
        {
            writer.WritePropertyName(member.Name);
            Value(writer, member.Value, switches);
        }

        writer.WriteEndObject();
    }

    private static void Value(Utf8JsonWriter writer, object value, EmulatorSwitches switches)
    {
        switch (value)
        {
            case JsonNode node:
                node.WriteTo(writer);
                break;
            case WireObject nested:
                Object(writer, nested, switches);
                break;
            case IReadOnlyList<WireObject> { Count: 1 } single when switches.SingleListsAsObjects:
                Object(writer, single[0], switches);
                break;
            case IReadOnlyList<WireObject> list:
                writer.WriteStartArray();
                foreach (var item in list)
                    Object(writer, item, switches);

                writer.WriteEndArray();
                break;
            case bool flag when switches.StringlyBooleans:
                writer.WriteStringValue(flag ? "true" : "false");
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int or long when switches.QuotedIntegers:
                writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
            case int or long:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset date:
                writer.WriteStringValue(WireDate.Text(date));
                break;
            default:
                writer.WriteStringValue((string)value);
                break;
        }
    }
}
