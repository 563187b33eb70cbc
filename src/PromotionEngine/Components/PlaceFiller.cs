namespace PromotionEngine.Components;

/// <summary>
/// Decides what secret places hold in the result. On a create: nothing. On an update: what main holds at the same place; where the platform keeps the value
/// encrypted, the place is left out of the document. All places are known before the first is filled, because an entry that moved may only take
/// a value that belongs to no other.
/// </summary>
internal sealed class PlaceFiller(string xml, TextEdits edits, ProductionValues? production)
{
    private readonly List<Slot> _slots = [];
    private readonly List<StrippedPlace> _stripped = [];
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);

    public IReadOnlyList<StrippedPlace> Stripped => _stripped;

    public SecretValues StrippedValues => new(_values);

    public void Attribute(in SecretPlace place, in MarkupAttribute attribute)
        => Add(place, CharacterReferences.Resolve(attribute.RawValue(xml)), new Slot.Attribute(attribute));

    public void AbsentAttribute(in SecretPlace place, int insertAt)
    {
        if (production is not null)
        {
            Add(place, string.Empty, new Slot.AbsentAttribute(insertAt));
        }
    }

    public void Text(in SecretPlace place, ReadOnlySpan<TextPiece> pieces, int contentEnd, string? emptyTagName)
    {
        if (production is not null || !pieces.IsEmpty)
        {
            Add(place, SecretReader.TextOf(xml, pieces), new Slot.Text([.. pieces], contentEnd, emptyTagName));
        }
    }

    /// <summary>Notes the changes.</summary>
    public void Fill()
    {
        var taken = _slots.Select(slot => slot.Place.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var slot in _slots)
        {
            var main = production?.At(slot.Place.Path) ?? Moved(slot, taken);
            var outcome = Outcome(slot.Place, main);
            slot.Write(xml, edits, outcome == StripOutcome.TakenFromMain ? main!.Value : null, remove: outcome == StripOutcome.LeftToPlatform);
            if (slot.Value.Length > 0)
            {
                _values.Add(slot.Value);
                _stripped.Add(new StrippedPlace(slot.Place.Path, slot.Place.Name, outcome));
            }
        }
    }

    private ProductionPlace? Moved(Slot slot, HashSet<string> taken)
    {
        if (production is null || slot.Place.EntryKey is null || slot is Slot.AbsentAttribute || production.Moved(slot.Place.EntryKey, taken) is not { } path)
        {
            return null;
        }

        taken.Add(path);
        return production.At(path);
    }

    private StripOutcome Outcome(in SecretPlace place, ProductionPlace? main)
    {
        if (production is null)
        {
            return StripOutcome.Emptied;
        }

        if (place.Encryption == PlaceEncryption.Declared || main is { Encrypted: true })
        {
            return StripOutcome.LeftToPlatform;
        }

        return main is not null ? StripOutcome.TakenFromMain
            : place.Encrypted ? StripOutcome.LeftToPlatform
            : StripOutcome.Emptied;
    }

    private void Add(in SecretPlace place, string value, Slot slot)
    {
        slot.Place = place;
        slot.Value = value;
        _slots.Add(slot);
    }

    /// <summary>A place and how it is written to.</summary>
    private abstract class Slot
    {
        public SecretPlace Place { get; set; }

        public string Value { get; set; } = string.Empty;

        public abstract void Write(string xml, TextEdits edits, string? value, bool remove);

        public sealed class Attribute(MarkupAttribute attribute) : Slot
        {
            public override void Write(string xml, TextEdits edits, string? value, bool remove)
            {
                if (remove)
                {
                    edits.Replace(attribute.SpaceStart, attribute.End, string.Empty);
                }
                else if (!string.Equals(Value, value ?? string.Empty, StringComparison.Ordinal))
                {
                    edits.Replace(attribute.ValueStart, attribute.ValueEnd, CharacterReferences.Spell(value ?? string.Empty, xml[attribute.ValueEnd]));
                }
            }
        }

        public sealed class AbsentAttribute(int insertAt) : Slot
        {
            public override void Write(string xml, TextEdits edits, string? value, bool remove)
            {
                if (!string.IsNullOrEmpty(value))
                {
                    edits.Replace(insertAt, insertAt, $" value=\"{CharacterReferences.Spell(value, '"')}\"");
                }
            }
        }

        public sealed class Text(TextPiece[] pieces, int contentEnd, string? emptyTagName) : Slot
        {
            public override void Write(string xml, TextEdits edits, string? value, bool remove)
            {
                var text = CharacterReferences.Spell(value ?? string.Empty, quote: null);
                if (pieces.Length > 0)
                {
                    if (string.Equals(Value, value ?? string.Empty, StringComparison.Ordinal))
                    {
                        return;
                    }

                    edits.Replace(pieces[0].Start, pieces[0].End, text);
                    for (var i = 1; i < pieces.Length; i++)
                    {
                        edits.Replace(pieces[i].Start, pieces[i].End, string.Empty);
                    }
                }
                else if (text.Length > 0 && emptyTagName is null)
                {
                    edits.Replace(contentEnd, contentEnd, text);
                }
                else if (text.Length > 0)
                {
                    edits.Replace(contentEnd, contentEnd + 2, $">{text}</{emptyTagName}>");
                }
            }
        }
    }
}
