namespace Testing.Otlp;

/// <summary>A span that arrived.</summary>
/// <param name="Service">Program that sent it.</param>
/// <param name="TraceId">Its trace, in hexadecimal digits.</param>
/// <param name="SpanId">Its ID.</param>
/// <param name="ParentId">The span that it is part of; empty for none.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">1 internal, 2 server, 3 client.</param>
/// <param name="Attributes">Its attributes, and those of its events.</param>
public sealed record OtlpSpan(string Service, string TraceId, string SpanId, string ParentId, string Name, int Kind, IReadOnlyList<KeyValuePair<string, string>> Attributes)
{
    /// <summary>The attribute; empty when it is not there.</summary>
    public string this[string attribute] => Attributes.FirstOrDefault(found => found.Key == attribute).Value ?? string.Empty;
}
