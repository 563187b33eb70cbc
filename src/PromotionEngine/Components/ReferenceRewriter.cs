namespace PromotionEngine.Components;

/// <summary>Replaces dev IDs by production's, and counts.</summary>
internal sealed class ReferenceRewriter
{
    private readonly string _xml;
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _map;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _leftOut;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>>? _known;
    private readonly Dictionary<string, int> _rewritesById = new(StringComparer.Ordinal);
    private readonly List<string> _unresolved = [];
    private readonly IdFound _found;

    public ReferenceRewriter(string xml, TransformPlan plan)
    {
        _xml = xml;
        _map = IdLookup.Of(plan.IdMap, nameof(plan));
        _leftOut = IdLookup.Of(plan.LeftOut, nameof(plan));
        _known = plan.KnownIds is null ? null : IdLookup.Of(plan.KnownIds, nameof(plan));
        _found = Found;
    }

    public TextEdits Edits { get; } = new();

    public IReadOnlyDictionary<string, int> RewritesById => _rewritesById;

    public IReadOnlyList<string> Unresolved => _unresolved;

    public int Rewritten { get; private set; }

    public int LeftOut { get; private set; }

    /// <summary>Rewrites the references in a piece of the document.</summary>
    public void Rewrite(int start, int end, bool escaped) => IdTokens.ForEach(_xml, start, end, escaped, _found);

    /// <summary>How an identity of the dev document is spelled in production's, so that places can be compared.</summary>
    public string InProduction(string identity)
    {
        for (var at = IdTokens.Find(identity, 0); at >= 0; at = IdTokens.Find(identity, at + IdTokens.Length))
        {
            if (_map.TryGetValue(identity.AsSpan(at, IdTokens.Length), out var production))
            {
                identity = string.Concat(identity.AsSpan(0, at), IdLookup.Checked(production, "plan"), identity.AsSpan(at + IdTokens.Length));
            }
        }

        return identity;
    }

    private void Found(int start, int end, ReadOnlySpan<char> id)
    {
        if (_leftOut.Contains(id))
        {
            Edits.Replace(start, end, string.Empty);
            LeftOut++;
        }
        else if (_map.TryGetValue(id, out var dev, out var production))
        {
            Edits.Replace(start, end, IdLookup.Checked(production, "plan"));
            _rewritesById[dev] = _rewritesById.GetValueOrDefault(dev) + 1;
            Rewritten++;
        }
        else if (_known is { } known && known.TryGetValue(id, out var spelled) && !_unresolved.Contains(spelled, StringComparer.OrdinalIgnoreCase))
        {
            _unresolved.Add(spelled);
        }
    }
}
