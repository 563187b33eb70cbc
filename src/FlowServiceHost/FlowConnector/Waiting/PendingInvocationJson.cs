using System.Text.Json.Serialization;

namespace FlowServiceHost.FlowConnector.Waiting;

/// <summary>How a <see cref="PendingInvocation"/> is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(PendingInvocation))]
internal sealed partial class PendingInvocationJson : JsonSerializerContext;
