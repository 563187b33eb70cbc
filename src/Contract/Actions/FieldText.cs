using System.Buffers;

namespace Contract.Actions;

/// <summary>What every text of a request has to be, whatever it means: the host tells its callers, and the engine does not rely on that.</summary>
public static class FieldText
{
    // Control characters, line and paragraph separators, and what XML cannot carry: a log, a header, a file or a record would be cut there, or read differently.
    private static readonly SearchValues<char> Barred = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7f, 0x21)).Select(code => (char)code), '\u2028', '\u2029', '\ufffe', '\uffff']);

    /// <summary>The rest of a sentence that begins with the field's name and says why it cannot hold <paramref name="text"/>; null when it can.</summary>
    /// <param name="field">The field.</param>
    /// <param name="text">The text, trimmed where the field is not <see cref="FieldDefinition.Verbatim"/>.</param>
    public static string? Problem(FieldDefinition field, string text)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > field.MaxLength)
        {
            return $"has {text.Length} characters; at most {field.MaxLength} are allowed";
        }

        return !field.Verbatim && text.AsSpan().ContainsAny(Barred) ? "must not hold line breaks, tabs or other control characters" : null;
    }
}
