using System.Text.Json.Serialization;

namespace Contract.Calls;

/// <summary>Reads and writes identities without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(CallerIdentity))]
internal sealed partial class CallerIdentityJson : JsonSerializerContext;
