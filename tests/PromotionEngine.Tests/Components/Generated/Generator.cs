using FsCheck;
using FsCheck.Fluent;

namespace PromotionEngine.Tests.Components.Generated;

/// <summary>Generates component-like documents with IDs and secrets in every place where they may and may not be found.</summary>
internal static class Generator
{
    private static readonly string[] Names = ["shape", "a", "x-y", "_q", "p.q", "connector", "keyField", "monkey", "keyElement", "hostname", "urlPath", "Überschrift"];
    private static readonly string[] AttributeNames = ["connectionId", "operationId", "mapId", "name", "label", "x", "keyField", "hostname", "url", "host"];
    private static readonly string[] SecretElements = ["password", "host", "URL", "port", "EncryptedValue", "api-key", "secretKey", "jdbcUrl", "myTokenUri", "dbCredential"];
    private static readonly string[] SecretEntries = ["password", "host", "X-Api-Key", "clientSecret", "connectionString", "proxyPassword", "OAuthTokens"];

    private static readonly Fragment[] Literals =
    [
        new("plain", "plain"), new("  ", "  "), new("\r\n\t", "\r\n\t"), new("é😀", "é😀"), new("<b>", "&lt;b>"), new("&&", "&amp;&amp;"), new("&#65;", "&#65;&#x42;"),
        new("\"", "&quot;"), new("'", "&apos;"), new("0-9-a-", "0-9-a-"), new("password", "password"), new(Ids.Unknown, Ids.Unknown), new("]]", "]]"),
    ];

    private static readonly Gen<Fragment> Fragments = Gen.Frequency(
        (3, Gen.Elements(Literals)),
        (3, Gen.Choose(0, 5).SelectMany(_ => Gen.Choose(0, 3), Id)),
        (1, Gen.Choose(0, 5).SelectMany(_ => Gen.Elements("{0}0", "a{0}", "-{0}", "{0}-", "F{0}f", "{0}{0}"), Glued)));

    private static readonly Gen<Run> Runs = Fragments.ListOf().Select(fragments => new Run([.. fragments.Take(4)]));

    private static readonly Gen<(string Name, char Quote, Run Value)> Attributes =
        from name in Gen.Elements(AttributeNames)
        from quote in Gen.Elements('"', '\'')
        from value in Runs
        select (name, quote, value);

    /// <summary>Components with everything.</summary>
    public static Arbitrary<GeneratedComponent> Components { get; } = Arb.From(
        from prefix in Gen.Elements("bns", "p", "")
        from content in Gen.Sized(size => Element(Math.Min(size / 8, 4)))
        from overrides in Gen.Sized(size => Element(Math.Min(size / 20, 2)))
        select Numbered(new GeneratedComponent(prefix, content, overrides)),
        component => component.Shrink());

    private static Gen<ElementPiece> Element(int depth) =>
        from name in Gen.Elements(Names)
        from attributes in Attributes.ListOf()
        from children in depth == 0 ? Gen.Constant<List<Piece>>([]) : Piece(depth - 1).ListOf().Select(pieces => pieces.Take(6).ToList())
        from space in Gen.Elements(" ", "\n  ", "\t")
        select new ElementPiece(name, [.. attributes.DistinctBy(attribute => attribute.Name).Take(3)], WithoutNeighbours(children), space);

    private static Gen<Piece> Piece(int depth) => Gen.Frequency(
        (3, Element(depth).Select(piece => (Piece)piece)),
        (2, Runs.Select(run => (Piece)new TextPiece(run))),
        (2, Runs.Select(run => (Piece)new CDataPiece(run))),
        (1, Runs.Select(run => (Piece)new CommentPiece(run))),
        (1, Runs.Select(run => (Piece)new InstructionPiece(run))),
        (2, Gen.Elements(SecretElements).SelectMany(_ => Gen.Elements(true, false), (name, cut) => (Piece)new SecretElementPiece(0, name, cut))),
        (3, Entry().Select(piece => (Piece)piece)));

    private static Gen<SecretEntryPiece> Entry() =>
        from element in Gen.Elements("field", "property", "properties", "listed")
        from namedBy in Gen.Elements("id", "name", "key")
        from name in Gen.Elements(SecretEntries)
        from quote in Gen.Elements('"', '\'')
        from valueFirst in Gen.Elements(true, false)
        from typed in Gen.Elements(true, false)
        select new SecretEntryPiece(0, element, namedBy, name, quote, valueFirst, typed || element == "listed");

    private static Fragment Id(int id, int spelling)
    {
        var dev = Ids.Dev[id];
        return spelling switch
        {
            0 => new Fragment(dev.ToUpperInvariant(), dev.ToUpperInvariant(), id),
            1 => new Fragment(dev, dev.Replace("-", "&#x2D;", StringComparison.Ordinal), id),
            _ => new Fragment(dev, dev, id),
        };
    }

    private static Fragment Glued(int id, string shape)
    {
        var text = shape.Replace("{0}", Ids.Dev[id], StringComparison.Ordinal);
        return new Fragment(text, text);
    }

    /// <summary>Two runs of text side by side would be one when the document is read.</summary>
    private static List<Piece> WithoutNeighbours(IReadOnlyList<Piece> pieces)
        => [.. pieces.Where((piece, index) => index == 0 || piece is not TextPiece || pieces[index - 1] is not TextPiece)];

    private static GeneratedComponent Numbered(GeneratedComponent component)
    {
        var number = 0;
        return component with { Content = Numbered(component.Content, ref number), Overrides = Numbered(component.Overrides, ref number) };
    }

    private static ElementPiece Numbered(ElementPiece element, ref int number)
    {
        var children = new List<Piece>();
        foreach (var child in element.Children)
        {
            children.Add(child switch
            {
                ElementPiece inner => Numbered(inner, ref number),
                SecretPiece secret => secret with { Number = ++number },
                _ => child,
            });
        }

        return element with { Children = children };
    }
}
