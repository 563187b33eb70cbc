using System.Text.Json;
using System.Xml.Linq;

namespace BoomiEmulator.Tests.Platform;

/// <summary>An answer of the emulator, read whole.</summary>
internal sealed record Answer(int Status, string Text, string? MediaType)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public XElement Xml => XDocument.Parse(Text).Root!;

    public string Message => MediaType == "application/json" ? Json.GetProperty("message").GetString()! : Xml.Element("message")!.Value;

    public List<JsonElement> Rows => Json.TryGetProperty("result", out var rows) ? [.. rows.EnumerateArray()] : [];

    public string Attribute(string name) => Xml.Attribute(name)?.Value ?? string.Empty;
}
