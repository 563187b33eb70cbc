using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using FlowServiceHost.FlowConnector.Metadata;
using Google.Protobuf;

namespace FlowServiceHost.FlowConnector.Values;

/// <summary>Writes what Flow gets for an invocation, as the answer to its request or later as a callback: both have the same form.</summary>
internal static class ServiceResponse
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The work is done; the outputs are those of <paramref name="response"/>, whether it succeeded or not.</summary>
    public static byte[] Forward(string token, string tenantId, FlowAction action, IMessage response, bool cameWrapped) =>
        Write(token, tenantId, "FORWARD", waitMessage: null, writer => OutputWriter.Write(writer, action, response, cameWrapped));

    /// <summary>The work goes on; people read <paramref name="message"/> meanwhile.</summary>
    public static byte[] Wait(string token, string tenantId, string message) => Write(token, tenantId, "WAIT", message, writer =>
    {
        writer.WriteStartArray();
        writer.WriteEndArray();
    });

    private static byte[] Write(string token, string tenantId, string invokeType, string? waitMessage, Action<Utf8JsonWriter> writeOutputs)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("token", token);
            writer.WriteString("tenantId", tenantId);
            writer.WriteNull("culture");
            writer.WriteStartObject("annotations");
            writer.WriteEndObject();
            writer.WriteString("invokeType", invokeType);
            writer.WriteString("waitMessage", waitMessage);
            writer.WritePropertyName("outputs");
            writeOutputs(writer);
            writer.WriteNull("selectedOutcomeId");
            writer.WriteStartObject("rootFaults");
            writer.WriteEndObject();
            writer.WriteStartArray("valueFaults");
            writer.WriteEndArray();
            writer.WriteNull("mode");
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
