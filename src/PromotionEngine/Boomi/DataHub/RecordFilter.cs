namespace PromotionEngine.Boomi.DataHub;

/// <summary>A query's filter. DataHub's filters are flat: all conditions, or any of them.</summary>
/// <param name="Conditions">The conditions; none matches every record.</param>
/// <param name="MatchAny">Whether one condition is enough; else all must hold.</param>
public sealed record RecordFilter(IReadOnlyList<RecordCondition> Conditions, bool MatchAny = false)
{
    /// <summary>Every active record.</summary>
    public static RecordFilter Everything { get; } = new([]);

    /// <summary>Records that meet all conditions.</summary>
    public static RecordFilter All(params IReadOnlyList<RecordCondition> conditions) => new(conditions);

    /// <summary>Records whose field is one of <paramref name="values"/>.</summary>
    public static RecordFilter AnyOf(string field, IEnumerable<string> values) => new([.. values.Select(value => RecordCondition.Equal(field, value))], MatchAny: true);

    /// <summary>Whether the equalities hold exactly, case included; other conditions are believed.</summary>
    internal bool Confirms(GoldenRecord record)
    {
        if (Conditions.Count == 0)
        {
            return true;
        }

        return MatchAny ? Conditions.Any(Holds) : Conditions.All(Holds);

        bool Holds(RecordCondition condition) => condition.Operator != RecordOperator.Equal
            || string.Equals(record[condition.Field].Trim(), condition.Values[0].Trim(), StringComparison.Ordinal);
    }
}
