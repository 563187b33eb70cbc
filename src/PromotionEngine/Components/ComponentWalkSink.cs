namespace PromotionEngine.Components;

/// <summary>What <see cref="ComponentWalk"/> reports. Positions are in the document's text; ends are exclusive.</summary>
internal abstract class ComponentWalkSink
{
    /// <summary>The root's start tag.</summary>
    /// <param name="attributes">All its attributes.</param>
    /// <param name="insertAt">Where another attribute can be put.</param>
    public virtual void Root(ReadOnlySpan<MarkupAttribute> attributes, int insertAt)
    {
    }

    /// <summary>Any start or end tag below the root: its name and, through its attributes, theirs. Their values are reported one by one.</summary>
    public virtual void Tag(int nameStart, int nameEnd, ReadOnlySpan<MarkupAttribute> attributes)
    {
    }

    /// <summary>An attribute's value that holds no secret.</summary>
    public virtual void Value(int start, int end)
    {
    }

    /// <summary>Text or CDATA that holds no secret.</summary>
    public virtual void Text(in TextPiece piece)
    {
    }

    /// <summary>The inside of a processing instruction. Nothing in it is escaped, as in CDATA.</summary>
    public virtual void Instruction(int start, int end) => Text(new TextPiece(start, end, start, end, IsCData: true));

    /// <summary>The inside of a comment.</summary>
    public virtual void Comment(int start, int end)
    {
    }

    /// <summary>A secret place that is an attribute.</summary>
    public virtual void SecretAttribute(in SecretPlace place, in MarkupAttribute attribute)
    {
    }

    /// <summary>The value of an entry that has none here; it could be put at <paramref name="insertAt"/>.</summary>
    public virtual void AbsentSecretAttribute(in SecretPlace place, int insertAt)
    {
    }

    /// <summary>A secret place that is an element's text.</summary>
    /// <param name="place">The place.</param>
    /// <param name="pieces">Its text; none when it is empty.</param>
    /// <param name="contentEnd">Where text could be put: before the end tag, or the <c>/&gt;</c> of an empty tag.</param>
    /// <param name="emptyTagName">The name of an empty tag as written, which needs an end tag once it has text; null where there is one.</param>
    public virtual void SecretText(in SecretPlace place, ReadOnlySpan<TextPiece> pieces, int contentEnd, string? emptyTagName)
    {
    }

    /// <summary>How the <c>id</c>, <c>name</c> or <c>key</c> of an element is written in paths: with production's IDs where they differ.</summary>
    public virtual string Identity(string value) => value;
}
