using System.Text.Json.Serialization;

namespace Promo;

/// <summary>The JSON of marks, source-generated.</summary>
[JsonSerializable(typeof(AuditMark))]
internal sealed partial class AuditMarkJson : JsonSerializerContext;
