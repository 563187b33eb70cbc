using System.Text;

namespace PromotionEngine.Components;

/// <summary>Reads what stands in secret places.</summary>
internal sealed class SecretReader(string xml, Action<SecretPlace, string> found) : ComponentWalkSink
{
    public override void SecretAttribute(in SecretPlace place, in MarkupAttribute attribute)
        => found(place, CharacterReferences.Resolve(attribute.RawValue(xml)));

    public override void SecretText(in SecretPlace place, ReadOnlySpan<TextPiece> pieces, int contentEnd, string? emptyTagName)
    {
        if (!pieces.IsEmpty)
        {
            found(place, TextOf(xml, pieces));
        }
    }

    /// <summary>The text of an element, its comments left out.</summary>
    public static string TextOf(string xml, ReadOnlySpan<TextPiece> pieces)
    {
        if (pieces.Length == 1)
        {
            return pieces[0].Text(xml);
        }

        var text = new StringBuilder();
        foreach (ref readonly var piece in pieces)
        {
            text.Append(piece.Text(xml));
        }

        return text.ToString();
    }
}
