namespace PromotionEngine.Components;

/// <summary>
/// Finds the components that a document refers to: their IDs as whole tokens in attribute values, text, CDATA and instructions, not in comments and not in
/// places that are stripped. It reads exactly what <see cref="DocumentTransform"/> rewrites.
/// </summary>
public static class ReferenceScanner
{
    /// <summary>The <paramref name="knownIds"/> that the document refers to, as spelled there, without its own, each once, in order of appearance.</summary>
    /// <exception cref="ComponentXmlException">Its secret places cannot be told.</exception>
    /// <exception cref="ArgumentException">A known ID is not a GUID.</exception>
    public static IReadOnlyList<string> Find(ComponentDocument document, IReadOnlySet<string> knownIds, StripRules? rules = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(knownIds);
        var known = IdLookup.Of(knownIds, nameof(knownIds));
        var found = new List<string>();
        foreach (var id in FindGuids(document, rules))
        {
            if (known.TryGetValue(id, out var spelled) && !string.Equals(id, document.ComponentId, StringComparison.OrdinalIgnoreCase))
            {
                found.Add(spelled);
            }
        }

        return found;
    }

    /// <summary>Everything in the document that looks like a component ID, in lower case, each once, in order of appearance.</summary>
    /// <exception cref="ComponentXmlException">Its secret places cannot be told.</exception>
    public static IReadOnlyList<string> FindGuids(ComponentDocument document, StripRules? rules = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        var sink = new Sink(document.Xml);
        ComponentWalk.Run(document, rules, sink);
        return sink.Found;
    }

    private sealed class Sink : ComponentWalkSink
    {
        private readonly string _xml;
        private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);
        private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _seenBySpan;
        private readonly IdFound _add;

        public Sink(string xml)
        {
            _xml = xml;
            _seenBySpan = _seen.GetAlternateLookup<ReadOnlySpan<char>>();
            _add = Add;
        }

        public List<string> Found { get; } = [];

        public override void Root(ReadOnlySpan<MarkupAttribute> attributes, int insertAt)
        {
            foreach (ref readonly var attribute in attributes)
            {
                if (RootAttribute.KindOf(attribute.Name(_xml)) is RootAttributeKind.Content or RootAttributeKind.Name)
                {
                    Value(attribute.ValueStart, attribute.ValueEnd);
                }
            }
        }

        public override void Value(int start, int end) => IdTokens.ForEach(_xml, start, end, escaped: true, _add);

        public override void Text(in TextPiece piece)
            => IdTokens.ForEach(_xml, piece.ContentStart, piece.ContentEnd, escaped: !piece.IsCData, _add);

        private void Add(int start, int end, ReadOnlySpan<char> id)
        {
            if (!_seenBySpan.Contains(id))
            {
                var lower = id.ToString().ToLowerInvariant();
                _seen.Add(lower);
                Found.Add(lower);
            }
        }
    }
}
