using System.Globalization;
using System.Text.Json;
using Contract.Actions;

namespace FlowServiceHost.Actions;

/// <summary>Reads single values leniently and holds them against the rules of their field.</summary>
internal sealed class FieldReader(FieldProblems problems)
{
    private const int LongestEcho = 64;
    private const int LongestNumber = 40;

    /// <summary>The text, trimmed and checked; null when it is absent, blank or wrong.</summary>
    public string? Text(FieldDefinition field, string path, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False && field.Words.Contains(value.GetRawText(), StringComparer.Ordinal))
        {
            return value.GetRawText();
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            problems.Wrong(path, $"must be a text, not {Kind(value)}");
            return null;
        }

        var text = value.GetString()!;
        return string.IsNullOrWhiteSpace(text) ? null : Check(field, path, field.Verbatim ? text : text.Trim());
    }

    /// <summary>The flag; null when it is absent or wrong.</summary>
    public bool? Flag(string path, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            case JsonValueKind.String when string.IsNullOrWhiteSpace(value.GetString()):
                return null;
            case JsonValueKind.String when bool.TryParse(value.GetString()!.Trim(), out var flag):
                return flag;
            default:
                problems.Wrong(path, $"must be true or false, not {Shown(value)}");
                return null;
        }
    }

    /// <summary>The integer; null when it is absent or wrong.</summary>
    public int? Number(string path, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Number or JsonValueKind.String)
        {
            var text = value.ValueKind == JsonValueKind.Number ? value.GetRawText() : value.GetString()!.Trim();
            if (text.Length == 0)
            {
                return null;
            }

            // A whole number may come as 5.0: some callers know decimals only.
            if (text.Length <= LongestNumber
                && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && decimal.Truncate(number) == number
                && number is >= int.MinValue and <= int.MaxValue)
            {
                return (int)number;
            }
        }

        problems.Wrong(path, $"must be a whole number between {int.MinValue} and {int.MaxValue}, not {Shown(value)}");
        return null;
    }

    /// <summary>A list of texts; null when it is wrong.</summary>
    public IReadOnlyList<string>? Texts(FieldDefinition field, string path, JsonElement value)
    {
        var texts = GroupList.Read(value);
        if (texts is null)
        {
            problems.Wrong(path, $"must be a list of texts, a list of objects with a text each, or one text separated by commas, not {Kind(value)}");
            return null;
        }

        var isRight = true;
        for (var index = 0; index < texts.Count; index++)
        {
            isRight &= Check(field, $"{path}[{index}]", texts[index]) is not null;
        }

        return isRight ? texts : null;
    }

    /// <summary>What a value is, for people.</summary>
    public static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a flag",
        _ => "nothing",
    };

    /// <summary>A text in quotes, cut where it is long, without control characters.</summary>
    public static string Quoted(string text)
    {
        var cut = text.Length <= LongestEcho ? text : text[..(char.IsHighSurrogate(text[LongestEcho - 1]) ? LongestEcho - 1 : LongestEcho)] + "…";
        return $"\"{new string([.. cut.Select(character => char.IsControl(character) ? ' ' : character)])}\"";
    }

    private static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Quoted(value.GetString()!),
        JsonValueKind.Number => value.GetRawText() is { Length: <= LongestEcho } raw ? raw : "a number that long",
        _ => Kind(value),
    };

    private string? Check(FieldDefinition field, string path, string text)
    {
        if (FieldText.Problem(field, text) is { } problem)
        {
            problems.Wrong(path, problem);
            return null;
        }

        if (field.DateTime)
        {
            if (DateTimeText.TryNormalize(text, out var instant))
            {
                return instant;
            }

            problems.Wrong(path, $"must be a date and time such as 2026-02-16T14:30:00.000Z, not {Quoted(text)}");
            return null;
        }

        return field.Words.Count == 0 ? text : Word(field, path, text);
    }

    private string? Word(FieldDefinition field, string path, string text)
    {
        var comparison = field.AnyCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var word = field.Words.FirstOrDefault(candidate => string.Equals(candidate, text, comparison));
        if (word is null)
        {
            var words = field.Words.Count == 1 ? field.Words[0] : $"{string.Join(", ", field.Words.SkipLast(1))} or {field.Words[^1]}";
            problems.Wrong(path, $"must be {words}{(field.Secret ? string.Empty : $", not {Quoted(text)}")}", field.WrongWordCode);
        }

        return word;
    }
}
