using System.Text.Json.Serialization;

namespace PromotionEngine.Promotions;

/// <summary>The JSON of <c>resultDetail</c>, source-generated.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ResultDetailDocument))]
internal sealed partial class ResultDetailJson : JsonSerializerContext;
