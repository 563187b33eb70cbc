using System.Xml;

namespace PromotionEngine.Components;

/// <summary>
/// Reads a whole document once with the framework's reader, which decides whether it is well-formed, and keeps its envelope.
/// Everything after it works on the text by position and relies on that.
/// </summary>
internal static class EnvelopeReader
{
    private const int MaxEncryptedPaths = 2_000;

    public static ComponentDocument Read(string xml, ComponentXmlLimits limits)
    {
        if (xml.Length > limits.MaxCharacters)
        {
            throw new ComponentXmlException(ComponentXmlProblem.TooLarge, $"The document has {xml.Length} characters; {limits.MaxCharacters} are allowed.");
        }

        if (AttributeFlood.Exists(xml, limits.MaxAttributes))
        {
            throw new ComponentXmlException(ComponentXmlProblem.TooLarge, $"An element has more than {limits.MaxAttributes} attributes.");
        }

        var text = xml.StartsWith('\uFEFF') ? xml[1..] : xml;
        using var source = new StringReader(text);
        using var reader = XmlReader.Create(source, Settings(limits));
        try
        {
            return Read(reader, text, limits);
        }
        catch (XmlException refused)
        {
            // The framework's message may quote names from the document, so it is not passed on.
            throw HasDoctype(text)
                ? new ComponentXmlException(ComponentXmlProblem.Dtd, "The document has a document type declaration.", refused.LineNumber, refused.LinePosition)
                : new ComponentXmlException(ComponentXmlProblem.Malformed, "The document is not well-formed XML.", refused.LineNumber, refused.LinePosition);
        }
    }

    private static XmlReaderSettings Settings(ComponentXmlLimits limits) => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = limits.MaxCharacters,
        MaxCharactersFromEntities = 1,
        CheckCharacters = true,
        ConformanceLevel = ConformanceLevel.Document,
    };

    private static ComponentDocument Read(XmlReader reader, string text, ComponentXmlLimits limits)
    {
        reader.MoveToContent();
        if (reader.NodeType != XmlNodeType.Element
            || !string.Equals(reader.LocalName, "Component", StringComparison.Ordinal)
            || !IsPlatforms(reader))
        {
            // A document cut off before its root reads as an empty one; telling the two apart matters to nobody.
            throw new ComponentXmlException(ComponentXmlProblem.NotAComponent, "The root element is not a Component of the platform's namespace.");
        }

        var attributes = Attributes(reader);
        var encryptedPaths = new List<string>();
        var sections = new List<EnvelopeSection>();
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (reader.Depth >= limits.MaxDepth)
            {
                var at = (IXmlLineInfo)reader;
                throw new ComponentXmlException(
                    ComponentXmlProblem.TooDeep, $"Elements nest deeper than {limits.MaxDepth}.", at.LineNumber, at.LinePosition);
            }

            if (reader.Depth == 1)
            {
                sections.Add(Section(reader));
            }
            else if (reader.Depth == 2 && sections[^1] == EnvelopeSection.EncryptedValues && reader.GetAttribute("path") is { } path)
            {
                encryptedPaths.Add(path);
                if (encryptedPaths.Count > MaxEncryptedPaths)
                {
                    throw new ComponentXmlException(
                        ComponentXmlProblem.TooManySecretPlaces, $"The document lists more than {MaxEncryptedPaths} encrypted values.");
                }
            }
        }

        return new ComponentDocument(text, limits, attributes, encryptedPaths, sections);
    }

    private static Dictionary<string, string> Attributes(XmlReader reader)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI.Length == 0)
            {
                attributes[reader.LocalName] = reader.Value;
            }
        }

        reader.MoveToElement();
        return attributes;
    }

    private static EnvelopeSection Section(XmlReader reader) => IsPlatforms(reader)
        ? reader.LocalName switch
        {
            "object" => EnvelopeSection.Content,
            "processOverrides" => EnvelopeSection.Overrides,
            "encryptedValues" => EnvelopeSection.EncryptedValues,
            _ => EnvelopeSection.Other,
        }
        : EnvelopeSection.Other;

    private static bool IsPlatforms(XmlReader reader)
        => string.Equals(reader.NamespaceURI, ComponentDocument.Namespace, StringComparison.Ordinal);

    /// <summary>Whether a document type declaration stands before the root, where alone it can stand.</summary>
    private static bool HasDoctype(ReadOnlySpan<char> text)
    {
        while (true)
        {
            text = text.TrimStart();
            var end = text.StartsWith("<!--", StringComparison.Ordinal) ? Skip(text[4..], "-->") + 4
                : text.StartsWith("<?", StringComparison.Ordinal) ? Skip(text[2..], "?>") + 2
                : -1;
            if (end < 0)
            {
                return text.StartsWith("<!DOCTYPE", StringComparison.Ordinal);
            }

            text = text[end..];
        }
    }

    private static int Skip(ReadOnlySpan<char> text, string end)
    {
        var at = text.IndexOf(end, StringComparison.Ordinal);
        return at < 0 ? text.Length : at + end.Length;
    }
}
