namespace PromotionEngine.Components;

/// <summary>Notes, while a document is walked, everything that is to change in it.</summary>
internal sealed class TransformSink : ComponentWalkSink
{
    private readonly string _xml;
    private readonly TransformPlan _plan;
    private readonly ReferenceRewriter _references;
    private readonly PlaceFiller _places;

    public TransformSink(string xml, TransformPlan plan, ReferenceRewriter references)
    {
        _xml = xml;
        _plan = plan;
        _references = references;
        _places = new PlaceFiller(xml, references.Edits, plan.Production);
    }

    public IReadOnlyList<StrippedPlace> Stripped => _places.Stripped;

    public SecretValues StrippedValues => _places.StrippedValues;

    /// <summary>The document with all changes made.</summary>
    public string Finish()
    {
        _places.Fill();
        return _references.Edits.ApplyTo(_xml);
    }

    public override void Root(ReadOnlySpan<MarkupAttribute> attributes, int insertAt)
    {
        var target = _plan.Envelope;
        var wanted = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["componentId"] = target.ComponentId ?? string.Empty,
            ["branchId"] = target.BranchId,
            ["folderId"] = target.FolderId ?? string.Empty,
            ["type"] = target.Type,
            ["subType"] = target.SubType,
            ["name"] = target.Name,
        };
        foreach (ref readonly var attribute in attributes)
        {
            var name = attribute.Name(_xml);
            if (RootAttribute.KindOf(name) == RootAttributeKind.ReadOnly)
            {
                _references.Edits.Replace(attribute.SpaceStart, attribute.End, string.Empty);
            }
            else if (wanted.Remove(name.ToString(), out var value) && value is not null)
            {
                SetRoot(attribute, value);
            }
            else
            {
                _references.Rewrite(attribute.ValueStart, attribute.ValueEnd, escaped: true);
            }
        }

        foreach (var (name, value) in wanted.Where(pair => !string.IsNullOrEmpty(pair.Value)))
        {
            _references.Edits.Replace(insertAt, insertAt, $" {name}=\"{CharacterReferences.Spell(value!, '"')}\"");
        }
    }

    public override void Value(int start, int end) => _references.Rewrite(start, end, escaped: true);

    public override void Text(in TextPiece piece) => _references.Rewrite(piece.ContentStart, piece.ContentEnd, escaped: !piece.IsCData);

    public override void SecretAttribute(in SecretPlace place, in MarkupAttribute attribute) => _places.Attribute(place, attribute);

    public override void AbsentSecretAttribute(in SecretPlace place, int insertAt) => _places.AbsentAttribute(place, insertAt);

    public override void SecretText(in SecretPlace place, ReadOnlySpan<TextPiece> pieces, int contentEnd, string? emptyTagName)
        => _places.Text(place, pieces, contentEnd, emptyTagName);

    public override string Identity(string value) => _references.InProduction(value);

    private void SetRoot(in MarkupAttribute attribute, string value)
    {
        if (value.Length == 0)
        {
            _references.Edits.Replace(attribute.SpaceStart, attribute.End, string.Empty);
        }
        else if (!string.Equals(CharacterReferences.Resolve(attribute.RawValue(_xml)), value, StringComparison.Ordinal))
        {
            _references.Edits.Replace(attribute.ValueStart, attribute.ValueEnd, CharacterReferences.Spell(value, _xml[attribute.ValueEnd]));
        }
    }
}
