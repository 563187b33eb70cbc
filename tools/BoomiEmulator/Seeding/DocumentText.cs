using System.Text;

namespace BoomiEmulator.Seeding;

/// <summary>The envelope that every component document has.</summary>
internal static class DocumentText
{
    /// <summary>Puts a document together.</summary>
    /// <param name="component">The component's name, type and folder.</param>
    /// <param name="description">The description; may be empty.</param>
    /// <param name="body">The one element under <c>bns:object</c>, as text.</param>
    /// <param name="overrides">The content of <c>bns:processOverrides</c>; null where the type has none.</param>
    /// <param name="encryptedPaths">What to list under <c>encryptedValues</c>.</param>
    public static string Write(
        (string Name, string Type, string? SubType, string FolderId) component,
        string description,
        string body,
        string? overrides,
        IReadOnlyList<string> encryptedPaths)
    {
        var text = new StringBuilder(body.Length + 600);
        text.Append("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""").Append('\n');
        text.Append("""<bns:Component xmlns:bns="http://api.platform.boomi.com/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" """);
        text.Append("name=\"").Append(SeedPen.Escape(component.Name)).Append("\" type=\"").Append(component.Type).Append('"');
        if (component.SubType is not null)
            text.Append(" subType=\"").Append(component.SubType).Append('"');

        text.Append(" folderId=\"").Append(component.FolderId).Append("\">\n");
        AppendEncrypted(text, encryptedPaths);
        text.Append("  <bns:description>").Append(SeedPen.Escape(description)).Append("</bns:description>\n");
        text.Append("  <bns:object>\n").Append(body.TrimEnd()).Append("\n  </bns:object>\n");
        if (overrides is { Length: > 0 })
            text.Append("  <bns:processOverrides>\n").Append(overrides.TrimEnd()).Append("\n  </bns:processOverrides>\n");
        else if (overrides is not null)
            text.Append("  <bns:processOverrides/>\n");

        return text.Append("</bns:Component>\n").ToString();
    }

    private static void AppendEncrypted(StringBuilder text, IReadOnlyList<string> paths)
    {
        if (paths.Count == 0)
        {
            text.Append("  <bns:encryptedValues/>\n");
            return;
        }

        text.Append("  <bns:encryptedValues>\n");
        foreach (var path in paths)
            text.Append("    <bns:encryptedValue path=\"").Append(path).Append("\" isSet=\"true\"/>\n");

        text.Append("  </bns:encryptedValues>\n");
    }
}
