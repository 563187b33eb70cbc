using System.Globalization;
using BoomiEmulator.DataHub.Modelling;

namespace BoomiEmulator.DataHub.Universes;

/// <summary>What the text of a field may look like, and the form in which it is kept.</summary>
internal static class FieldFormat
{
    /// <summary>Dividing a decimal by this drops the zeros at the end of its fraction.</summary>
    private const decimal WithoutTrailingZeros = 1.0000000000000000000000000000m;

    private static readonly string[] DateTimeForms =
        ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mmK"];

    /// <summary>The text as it is kept, or null with the complaint when it does not fit the field.</summary>
    public static string? Canonical(FieldDefinition field, string text, out string? complaint)
    {
        complaint = null;
        var kept = field.Type switch
        {
            FieldType.STRING => text,
            FieldType.CLOB or FieldType.REFERENCE => text,
            FieldType.INTEGER => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number.ToString(CultureInfo.InvariantCulture) : null,
            FieldType.FLOAT => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? (number / WithoutTrailingZeros).ToString(CultureInfo.InvariantCulture) : null,
            FieldType.BOOLEAN => text.ToLowerInvariant() is "true" or "false" ? text.ToLowerInvariant() : null,
            FieldType.DATE => TryDate(text) ? text : null,
            FieldType.TIME => TryTime(text) ? text : null,
            FieldType.DATETIME => TryDateTime(text, out var time) ? Write(time) : null,
            FieldType.ENUMERATION => field.Options.Contains(text, StringComparer.Ordinal) ? text : null,
            _ => null,
        };
        if (kept is null)
            complaint = $"The record's {{{field.ElementName}}} field value '{text}' is not in a valid {field.Type} format.";
        else if (field.Type is FieldType.STRING && (text.Length > Math.Min(field.MaxLength, 255) || text.Length < field.MinLength))
            complaint = $"The record's {{{field.ElementName}}} field value has {text.Length} characters; allowed are {field.MinLength} to {Math.Min(field.MaxLength, 255)}.";
        return complaint is null ? kept : null;
    }

    public static bool TryDateTime(string text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text, DateTimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    public static bool TryDate(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    public static bool TryTime(string text) =>
        TimeOnly.TryParseExact(text, ["HH:mm:ss", "HH:mm:ss.FFF"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>UTC with milliseconds only where there are any.</summary>
    public static string Write(DateTimeOffset time) =>
        time.UtcDateTime.ToString(time.Millisecond == 0 ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
