using System.Globalization;

namespace BoomiEmulator.Wire;

/// <summary>One comparison.</summary>
/// <param name="Property">The property of the row.</param>
/// <param name="Operator">How it is compared.</param>
/// <param name="Arguments">With what: two for <see cref="FilterOperator.Between"/>, none for the null tests, else one.</param>
public sealed record FilterTest(string Property, FilterOperator Operator, IReadOnlyList<string> Arguments) : FilterExpression
{
    /// <inheritdoc/>
    public override IEnumerable<FilterTest> Tests() => [this];

    /// <inheritdoc/>
    public override HashSet<string>? Pinned(string property) =>
        Operator == FilterOperator.Equal && Property.Equals(property, StringComparison.OrdinalIgnoreCase)
            ? new HashSet<string>(Arguments, StringComparer.OrdinalIgnoreCase)
            : null;

    /// <inheritdoc/>
    public override bool Matches(Func<string, object?> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var value = read(Property);
        if (value is string { Length: 0 } && Operator is FilterOperator.IsNull or FilterOperator.IsNotNull)
            value = null;

        return Operator switch
        {
            FilterOperator.IsNull => value is null,
            FilterOperator.IsNotNull => value is not null,
            FilterOperator.NotEqual => value is null || Compare(value, Arguments[0]) != 0,
            FilterOperator.NotContains => value is null || !Text(value).Contains(Arguments[0], StringComparison.OrdinalIgnoreCase),
            _ when value is null => false,
            FilterOperator.Equal => Compare(value, Arguments[0]) == 0,
            FilterOperator.Like => Like(Text(value), Arguments[0]),
            FilterOperator.Contains => Text(value).Contains(Arguments[0], StringComparison.OrdinalIgnoreCase),
            FilterOperator.Between => Compare(value, Arguments[0]) >= 0 && Compare(value, Arguments[1]) <= 0,
            FilterOperator.GreaterThan => Compare(value, Arguments[0]) > 0,
            FilterOperator.GreaterThanOrEqual => Compare(value, Arguments[0]) >= 0,
            FilterOperator.LessThan => Compare(value, Arguments[0]) < 0,
            _ => Compare(value, Arguments[0]) <= 0,
        };
    }

    /// <summary>Whether a text matches a pattern in which % stands for anything, in any case.</summary>
    internal static bool Like(string text, string pattern)
    {
        int at = 0, p = 0, star = -1, mark = 0;
        while (at < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '%')
            {
                star = p++;
                mark = at;
            }
            else if (p < pattern.Length && char.ToUpperInvariant(pattern[p]) == char.ToUpperInvariant(text[at]))
            {
                p++;
                at++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                at = ++mark;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '%')
            p++;

        return p == pattern.Length;
    }

    private static int Compare(object value, string argument) => value switch
    {
        string text => string.CompareOrdinal(text, argument),
        bool flag => bool.TryParse(argument, out var other) ? flag.CompareTo(other) : -1,
        DateTimeOffset date => DateTimeOffset.TryParse(argument, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var other)
            ? date.CompareTo(other)
            : -1,
        _ => long.TryParse(argument, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var other)
            ? Convert.ToInt64(value, CultureInfo.InvariantCulture).CompareTo(other)
            : -1,
    };

    private static string Text(object value) => value switch
    {
        string text => text,
        DateTimeOffset date => WireDate.Text(date),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
