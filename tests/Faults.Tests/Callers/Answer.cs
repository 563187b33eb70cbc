using System.Text.Json.Nodes;

namespace Faults.Tests.Callers;

/// <summary>What a caller was answered in the end.</summary>
/// <param name="Text">The answer's body; empty when there was none in time.</param>
/// <param name="Tries">How many requests it took.</param>
/// <param name="Took">How long the caller waited, repeats included.</param>
internal sealed record Answer(string Text, int Tries, TimeSpan Took = default)
{
    private readonly JsonObject? _body = Text.Length > 0 ? JsonNode.Parse(Text) as JsonObject : null;

    /// <summary>Whether there was one.</summary>
    public bool IsGiven => _body is not null;

    /// <summary>Whether the act was done.</summary>
    public bool Success => (bool?)_body?["success"] ?? false;

    /// <summary>The code of a refusal.</summary>
    public string Code => Field("errorCode");

    /// <summary>Whether every field that makes an answer is the same.</summary>
    public bool IsSameAs(Answer other) => JsonNode.DeepEquals(_body, other._body);

    /// <summary>A field that is a text.</summary>
    public string Field(string name) => _body?[name]?.GetValue<string>() ?? string.Empty;

    /// <summary>A field that is a whole number.</summary>
    public int Number(string name) => (int?)_body?[name] ?? 0;

    /// <summary>A field that is true or false.</summary>
    public bool Flag(string name) => (bool?)_body?[name] ?? false;

    /// <summary>The rows of a field that is a list.</summary>
    public IReadOnlyList<JsonObject> Rows(string name) => _body?[name] is JsonArray rows ? [.. rows.OfType<JsonObject>()] : [];
}
