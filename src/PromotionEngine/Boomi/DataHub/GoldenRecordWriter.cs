using System.Globalization;
using System.Text;
using System.Xml;

namespace PromotionEngine.Boomi.DataHub;

/// <summary>Writes entities as DataHub's batches have them, every value within its field's limits.</summary>
public static class GoldenRecordWriter
{
    /// <summary>The body of a batch.</summary>
    /// <param name="model">The model.</param>
    /// <param name="source">ID of the source that contributes.</param>
    /// <param name="entities">The entities; each has its entity ID.</param>
    /// <exception cref="ArgumentException">A field is not in the model, a number is none, or an entity ID is missing.</exception>
    /// <exception cref="DataHubException">Refused when a field of a natural key does not fit: cut, it would be another record's key.</exception>
    public static string Batch(GoldenRecordModel model, string source, IReadOnlyList<GoldenRecordWrite> entities)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            writer.WriteStartElement("batch");
            writer.WriteAttributeString("src", source);
            foreach (var entity in entities)
            {
                writer.WriteStartElement(model.Wrapper);
                writer.WriteElementString("id", Writable(entity.EntityId ?? throw new ArgumentException("An entity has no ID.", nameof(entities))));
                foreach (var (name, value) in entity.Fields)
                {
                    var field = model.Field(name);
                    writer.WriteElementString(field.Name, model.Keys.Contains(field.Name, StringComparer.Ordinal) ? Whole(model, field, value) : Fit(field, value));
                }

                writer.WriteEndElement();
            }

            writer.WriteEndElement();
        }

        return text.ToString();
    }

    /// <summary>A value as its field can hold it: trimmed, without characters that XML cannot carry, text cut to the field's length.</summary>
    /// <exception cref="ArgumentException">A number is none.</exception>
    public static string Fit(GoldenRecordField field, string value)
    {
        var trimmed = Writable(value).Trim();
        if (trimmed.Length == 0)
        {
            return string.Empty;
        }

        return field.Type switch
        {
            GoldenFieldType.Integer => int.TryParse(trimmed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number.ToString(CultureInfo.InvariantCulture)
                : throw new ArgumentException($"{field.Name} must be a whole number.", nameof(value)),
            GoldenFieldType.DateTime => DateTimeOffset.TryParse(trimmed, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
                ? Instant(instant)
                : throw new ArgumentException($"{field.Name} must be an instant.", nameof(value)),
            _ => Cut(trimmed, field.MaxLength),
        };
    }

    private static string Whole(GoldenRecordModel model, GoldenRecordField field, string value)
    {
        var fitting = Fit(field, value);
        return string.Equals(fitting, value.Trim(), StringComparison.Ordinal)
            ? fitting
            : throw new DataHubException(
                DataHubErrorKind.Refused,
                0,
                $"{field.Name} is part of the key of a {model.Name} and must be at most {field.MaxLength} characters that XML can carry; \"{ErrorText.Shorten(fitting)}\" has {value.Trim().Length}. Nothing was written.");
    }

    /// <summary>An instant as DataHub has it, whole seconds.</summary>
    public static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The first <paramref name="maxLength"/> UTF-16 units of <paramref name="text"/>, one less where that would split a character.</summary>
    public static string Cut(string text, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return text;
        }

        var length = char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength;
        return text[..length].TrimEnd();
    }

    /// <summary><paramref name="text"/> with a blank for each character that XML cannot carry.</summary>
    internal static string Writable(string text)
    {
        StringBuilder? clean = null;
        for (var index = 0; index < text.Length; index++)
        {
            var pair = index + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[index + 1], text[index]);
            if (pair)
            {
                clean?.Append(text, index, 2);
                index++;
            }
            else if (XmlConvert.IsXmlChar(text[index]))
            {
                clean?.Append(text[index]);
            }
            else
            {
                clean ??= new StringBuilder(text, 0, index, text.Length);
                clean.Append(' ');
            }
        }

        return clean?.ToString() ?? text;
    }
}
