namespace PromotionEngine.Components;

/// <summary>Writes the same text into every secret place of a document; without a text the places are taken out.</summary>
internal sealed class PlaceReplacer(string? text) : ComponentWalkSink
{
    public TextEdits Edits { get; } = new();

    public override void SecretAttribute(in SecretPlace place, in MarkupAttribute attribute)
    {
        if (text is null)
        {
            Edits.Replace(attribute.SpaceStart, attribute.End, string.Empty);
        }
        else
        {
            Edits.Replace(attribute.ValueStart, attribute.ValueEnd, text);
        }
    }

    public override void SecretText(in SecretPlace place, ReadOnlySpan<TextPiece> pieces, int contentEnd, string? emptyTagName)
    {
        for (var i = 0; i < pieces.Length; i++)
        {
            Edits.Replace(pieces[i].Start, pieces[i].End, i == 0 ? text ?? string.Empty : string.Empty);
        }
    }
}
