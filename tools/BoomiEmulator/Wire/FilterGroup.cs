namespace BoomiEmulator.Wire;

/// <summary>An <c>and</c> or <c>or</c> of expressions.</summary>
/// <param name="IsAnd">Whether all must match; otherwise one.</param>
/// <param name="Members">The expressions. Without any, everything matches.</param>
public sealed record FilterGroup(bool IsAnd, IReadOnlyList<FilterExpression> Members) : FilterExpression
{
    /// <inheritdoc/>
    public override IEnumerable<FilterTest> Tests() => Members.SelectMany(static member => member.Tests());

    /// <inheritdoc/>
    public override bool Matches(Func<string, object?> read)
    {
        foreach (var member in Members)
        {
            if (member.Matches(read) != IsAnd)
                return !IsAnd;
        }

        return IsAnd || Members.Count == 0;
    }

    /// <inheritdoc/>
    public override HashSet<string>? Pinned(string property)
    {
        HashSet<string>? pinned = null;
        foreach (var member in Members)
        {
            var values = member.Pinned(property);
            if (values is null)
            {
                if (!IsAnd)
                    return null;
            }
            else if (pinned is null)
            {
                pinned = values;
            }
            else if (IsAnd)
            {
                pinned.IntersectWith(values);
            }
            else
            {
                pinned.UnionWith(values);
            }
        }

        return pinned;
    }
}
