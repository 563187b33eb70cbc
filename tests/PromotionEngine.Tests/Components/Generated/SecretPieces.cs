using System.Text;

namespace PromotionEngine.Tests.Components.Generated;

/// <summary>A place that is stripped. Its number makes its values unique in the document.</summary>
internal abstract record SecretPiece(int Number, bool Encrypted) : Piece
{
    public string Canary => $"CANARY-{Number}-\"quoted'";

    /// <summary>What stands there: nothing on a create; on an update main's, unless the platform keeps it.</summary>
    protected string? Value(Version version) => version switch
    {
        Version.Source => Canary,
        Version.Created => string.Empty,
        Version.Main => $"PROD-{Number}<&>'\"",
        _ => Encrypted ? null : $"PROD-{Number}<&>'\"",
    };

    protected static string Escaped(string value, char quote = '\0')
    {
        var text = value.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        return quote switch
        {
            '"' => text.Replace("\"", "&quot;", StringComparison.Ordinal),
            '\'' => text.Replace("'", "&apos;", StringComparison.Ordinal),
            _ => text,
        };
    }
}

/// <summary><c>&lt;password&gt;…&lt;/password&gt;</c>, in pieces when <paramref name="Cut"/>.</summary>
internal sealed record SecretElementPiece(int Number, string Name, bool Cut) : SecretPiece(Number, Encrypted: false)
{
    public override void Write(StringBuilder text, Version version)
    {
        text.Append('<').Append(Name).Append('>');
        if (version == Version.Source && Cut)
        {
            text.Append("<![CDATA[").Append(Canary[..3]).Append("]]><!--x-->").Append(Escaped(Canary[3..]));
        }
        else
        {
            text.Append(Escaped(Value(version)!)).Append(Cut ? "<!--x-->" : string.Empty);
        }

        text.Append("</").Append(Name).Append('>');
    }
}

/// <summary>An entry whose <c>value</c> is secret because of its name, its type, or a path of <c>encryptedValues</c>.</summary>
internal sealed record SecretEntryPiece(int Number, string Element, string NamedBy, string Name, char Quote, bool ValueFirst, bool Encrypted) : SecretPiece(Number, Encrypted)
{
    public string? ListedPath => Element == "listed" ? $"//listed[@{NamedBy}='{Name}']/@value" : null;

    public override void Write(StringBuilder text, Version version)
    {
        var value = Value(version) is { } known ? $" value = {Quote}{Escaped(known, Quote)}{Quote}" : string.Empty;
        var others = $" {NamedBy}='{Name}'{(Encrypted && Element != "listed" ? " type=\"password\"" : string.Empty)}";
        text.Append('<').Append(Element).Append(ValueFirst ? value + others : others + value).Append(" label=\"kept\"/>");
    }
}
