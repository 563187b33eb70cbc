using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace FlowServiceHost.FlowConnector.Metadata;

/// <summary>
/// The connector's metadata. All of it but the culture, which is the request's own, is written once: two calls get the same bytes, and no back end is asked.
/// </summary>
public sealed class MetadataDocument
{
    private static readonly string[] Provides =
    [
        "providesAutoBinding", "providesDatabase", "providesFiles", "providesIdentity", "providesListening", "providesLocation", "providesNotifications",
        "providesSharing", "providesSmartSave", "providesSocial", "providesViews", "providesVoting",
    ];

    // The names hold no character that would have to be escaped in a page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly byte[] _rest;
    private readonly byte[] _types;

    /// <summary>Writes the metadata of <paramref name="catalogue"/>.</summary>
    public MetadataDocument(FlowCatalogue catalogue, IOptions<FlowOptions> options)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(options);
        _types = Write(writer => WriteTypes(writer, catalogue.Types));
        _rest = Write(writer => WriteRest(writer, catalogue, options.Value));
    }

    /// <summary>The document as UTF-8 JSON.</summary>
    /// <param name="culture">The request's culture as JSON.</param>
    /// <param name="forInstall">Whether the types stand at the top as well, where the older of the two install dialects looks for them.</param>
    public byte[] Write(ReadOnlySpan<byte> culture, bool forInstall)
    {
        var document = new ArrayBufferWriter<byte>(_rest.Length + _types.Length + culture.Length + 64);
        document.Write("{\"culture\":"u8);
        document.Write(culture);
        if (forInstall)
        {
            document.Write(",\"types\":"u8);
            document.Write(_types);
        }

        document.Write(","u8);
        document.Write(_rest.AsSpan(1));
        return document.WrittenSpan.ToArray();
    }

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteRest(Utf8JsonWriter writer, FlowCatalogue catalogue, FlowOptions options)
    {
        writer.WriteStartObject();
        writer.WriteNull("uri");
        if (options.MetadataVersion.Length > 0)
        {
            writer.WriteString("version", options.MetadataVersion);
        }

        writer.WriteStartArray("configurationValues");
        WriteValue(writer, ConfigurationValues.PrimaryAccount, ContentKinds.Text, typeName: null, isRequired: true, order: 0);
        writer.WriteEndArray();
        writer.WriteBoolean("providesLogic", value: true);
        foreach (var name in Provides)
        {
            writer.WriteBoolean(name, value: false);
        }

        writer.WriteStartArray("actions");
        foreach (var action in catalogue.Actions)
        {
            WriteAction(writer, action);
        }

        writer.WriteEndArray();
        writer.WriteStartObject("install");
        writer.WritePropertyName("typeElements");
        WriteTypes(writer, catalogue.Types);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteAction(Utf8JsonWriter writer, FlowAction action)
    {
        writer.WriteStartObject();
        writer.WriteString("uriPart", action.UriPart);
        writer.WriteString("developerName", action.Action.Name);
        writer.WriteString("developerSummary", action.Action.Summary);
        writer.WriteBoolean("isViewMessageAction", value: false);
        writer.WriteStartArray("serviceActionOutcomes");
        writer.WriteEndArray();
        WriteEntries(writer, "serviceInputs", action.Inputs);
        WriteEntries(writer, "serviceOutputs", action.Outputs);
        writer.WriteEndObject();
    }

    private static void WriteEntries(Utf8JsonWriter writer, string name, IReadOnlyList<FlowEntry> entries)
    {
        writer.WriteStartArray(name);
        for (var order = 0; order < entries.Count; order++)
        {
            var entry = entries[order];
            WriteValue(writer, entry.Name, entry.ContentType, entry.TypeName, entry.IsRequired, order);
        }

        writer.WriteEndArray();
    }

    // One reader of the platform knows isRequired and order, the other required and ordinal.
    private static void WriteValue(Utf8JsonWriter writer, string name, string contentType, string? typeName, bool isRequired, int order)
    {
        writer.WriteStartObject();
        writer.WriteString("developerName", name);
        writer.WriteNull("contentValue");
        writer.WriteString("contentType", contentType);
        writer.WriteString("typeElementDeveloperName", typeName);
        writer.WriteBoolean("isRequired", isRequired);
        writer.WriteBoolean("required", isRequired);
        writer.WriteNumber("order", order);
        writer.WriteNumber("ordinal", order);
        writer.WriteEndObject();
    }

    private static void WriteTypes(Utf8JsonWriter writer, IReadOnlyList<FlowType> types)
    {
        writer.WriteStartArray();
        foreach (var type in types)
        {
            writer.WriteStartObject();
            writer.WriteNull("id");
            writer.WriteString("elementType", "TYPE");
            writer.WriteString("developerName", type.Name);
            writer.WriteNull("developerSummary");
            writer.WriteNull("serviceElementId");
            writer.WriteNull("serviceElementDeveloperName");
            writer.WriteStartArray("properties");
            foreach (var property in type.Properties)
            {
                WriteProperty(writer, property);
            }

            writer.WriteEndArray();
            writer.WriteStartArray("bindings");
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteProperty(Utf8JsonWriter writer, FlowEntry property)
    {
        writer.WriteStartObject();
        writer.WriteNull("id");
        writer.WriteString("developerName", property.Name);
        writer.WriteString("contentType", property.ContentType);
        writer.WriteNull("contentFormat");
        writer.WriteNull("typeElementId");
        writer.WriteString("typeElementDeveloperName", property.TypeName);
        writer.WriteEndObject();
    }
}
