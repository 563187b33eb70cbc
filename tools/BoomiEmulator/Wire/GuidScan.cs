using System.Xml;

namespace BoomiEmulator.Wire;

/// <summary>Finds GUIDs in component XML.</summary>
internal static class GuidScan
{
    private const int GuidLength = 36;

    /// <summary>The GUIDs that stand as whole tokens in attribute values, text and CDATA (not comments) of the given parts, lower case.</summary>
    public static HashSet<string> Of(params ReadOnlySpan<string> parts)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            if (part.Length > 0)
                ScanPart(part, found);
        }

        return found;
    }

    private static void ScanPart(string part, HashSet<string> found)
    {
        using var reader = Xml.Fragment(part);
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    while (reader.MoveToNextAttribute())
                        ScanText(reader.Value, found);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    ScanText(reader.Value, found);
                    break;
                default:
                    break;
            }
        }
    }

    private static void ScanText(string text, HashSet<string> found)
    {
        if (text.Length < GuidLength)
            return;

        // Each dash could be the first dash of a GUID, eight characters after its start.
        for (var dash = text.IndexOf('-', 8); dash >= 0 && dash - 8 + GuidLength <= text.Length; dash = text.IndexOf('-', dash + 1))
        {
            var start = dash - 8;
            if (IsWholeGuid(text, start))
            {
                found.Add(text.Substring(start, GuidLength).ToLowerInvariant());
                dash = start + GuidLength - 1;
                if (dash + 1 >= text.Length)
                    return;
            }
        }
    }

    private static bool IsWholeGuid(string text, int start)
    {
        if (start > 0 && IsTokenCharacter(text[start - 1]))
            return false;

        var end = start + GuidLength;
        if (end < text.Length && IsTokenCharacter(text[end]))
            return false;

        for (var i = 0; i < GuidLength; i++)
        {
            var expectsDash = i is 8 or 13 or 18 or 23;
            if (expectsDash ? text[start + i] != '-' : !char.IsAsciiHexDigit(text[start + i]))
                return false;
        }

        return true;
    }

    private static bool IsTokenCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
