using System.Text;

namespace PromotionEngine.Tests.Components.Generated;

/// <summary>A part of a generated document that knows how it is written in each version: the expectation of every property, made without the code under test.</summary>
internal abstract record Piece
{
    public abstract void Write(StringBuilder text, Version version);

    /// <summary>Smaller pieces that may fail in the same way.</summary>
    public virtual IEnumerable<Piece> Shrink() => [];

    public virtual IEnumerable<Piece> All() => [this];
}

/// <summary>Characters, IDs and things that look like IDs, apart from one another.</summary>
internal sealed record Run(IReadOnlyList<Fragment> Fragments)
{
    public void Write(StringBuilder text, Version version, bool rewritten = true, bool escaped = true)
    {
        foreach (var fragment in Fragments)
        {
            text.Append('|');
            fragment.Write(text, rewritten && version != Version.Source, escaped);
        }
    }

    public IEnumerable<Run> Shrink() => Fragments.Select((_, index) => new Run([.. Fragments.Where((_, other) => other != index)]));
}

/// <summary>Plain characters: raw, and as they are spelled where they are escaped.</summary>
internal sealed record Fragment(string Raw, string Escaped, int? Id = null, bool Spelled = false)
{
    public void Write(StringBuilder text, bool rewritten, bool escaped)
        => text.Append(Id is { } id && rewritten ? Ids.Production[id] : escaped ? Escaped : Raw);
}

internal sealed record TextPiece(Run Run) : Piece
{
    public override void Write(StringBuilder text, Version version) => Run.Write(text, version);

    public override IEnumerable<Piece> Shrink() => Run.Shrink().Select(run => new TextPiece(run));
}

internal sealed record CDataPiece(Run Run) : Piece
{
    public override void Write(StringBuilder text, Version version)
    {
        text.Append("<![CDATA[");
        Run.Write(text, version, escaped: false);
        text.Append("]]>");
    }

    public override IEnumerable<Piece> Shrink() => Run.Shrink().Select(run => new CDataPiece(run));
}

internal sealed record CommentPiece(Run Run) : Piece
{
    public override void Write(StringBuilder text, Version version)
    {
        text.Append("<!--");
        Run.Write(text, version, rewritten: false, escaped: false);
        text.Append(" -->");
    }

    public override IEnumerable<Piece> Shrink() => Run.Shrink().Select(run => new CommentPiece(run));
}

internal sealed record InstructionPiece(Run Run) : Piece
{
    public override void Write(StringBuilder text, Version version)
    {
        text.Append("<?tool ");
        Run.Write(text, version, escaped: false);
        text.Append("?>");
    }

    public override IEnumerable<Piece> Shrink() => Run.Shrink().Select(run => new InstructionPiece(run));
}

/// <summary>An element that holds no secret of its own.</summary>
internal sealed record ElementPiece(string Name, IReadOnlyList<(string Name, char Quote, Run Value)> Attributes, IReadOnlyList<Piece> Children, string Space) : Piece
{
    public override void Write(StringBuilder text, Version version)
    {
        text.Append('<').Append(Name);
        foreach (var (name, quote, value) in Attributes)
        {
            text.Append(Space).Append(name).Append('=').Append(quote);
            value.Write(text, version);
            text.Append(quote);
        }

        if (Children.Count == 0)
        {
            text.Append(Space).Append("/>");
            return;
        }

        text.Append('>');
        foreach (var child in Children)
        {
            child.Write(text, version);
        }

        text.Append("</").Append(Name).Append(Space).Append('>');
    }

    public override IEnumerable<Piece> Shrink()
    {
        for (var i = 0; i < Children.Count; i++)
        {
            var index = i;
            yield return Children[index];
            yield return this with { Children = [.. Children.Where((_, other) => other != index)] };
            foreach (var smaller in Children[index].Shrink())
            {
                yield return this with { Children = [.. Children.Select((child, other) => other == index ? smaller : child)] };
            }
        }

        if (Attributes.Count > 0)
        {
            yield return this with { Attributes = [.. Attributes.Skip(1)] };
        }
    }

    public override IEnumerable<Piece> All() => Children.SelectMany(child => child.All()).Prepend(this);
}
