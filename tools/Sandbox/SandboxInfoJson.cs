using System.Text.Json.Serialization;

namespace Sandbox;

/// <summary>The JSON of the info file, source-generated.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(SandboxInfo))]
internal sealed partial class SandboxInfoJson : JsonSerializerContext;
