using System.Collections.Frozen;
using BoomiEmulator.State;

namespace BoomiEmulator.Wire;

/// <summary>Reads query filters.</summary>
internal static class QueryFilter
{
    private static readonly FrozenDictionary<string, FilterOperator> Operators = new Dictionary<string, FilterOperator>(StringComparer.Ordinal)
    {
        ["EQUALS"] = FilterOperator.Equal,
        ["NOT_EQUALS"] = FilterOperator.NotEqual,
        ["LIKE"] = FilterOperator.Like,
        ["IS_NULL"] = FilterOperator.IsNull,
        ["IS_NOT_NULL"] = FilterOperator.IsNotNull,
        ["BETWEEN"] = FilterOperator.Between,
        ["GREATER_THAN"] = FilterOperator.GreaterThan,
        ["GREATER_THAN_OR_EQUAL"] = FilterOperator.GreaterThanOrEqual,
        ["LESS_THAN"] = FilterOperator.LessThan,
        ["LESS_THAN_OR_EQUAL"] = FilterOperator.LessThanOrEqual,
        ["CONTAINS"] = FilterOperator.Contains,
        ["NOT_CONTAINS"] = FilterOperator.NotContains,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The filter of a query's body; a body without one matches everything.</summary>
    /// <param name="body">The body, read.</param>
    /// <param name="properties">The properties of the object that can be asked for; null checks none.</param>
    /// <param name="ignoreCase">Whether property names match in any case.</param>
    /// <param name="emptyGroupMatchesAll">Whether a group may have no members.</param>
    /// <exception cref="PlatformRefusal">The filter is not valid.</exception>
    public static FilterExpression Read(RequestNode body, IReadOnlyCollection<string> properties, bool ignoreCase, bool emptyGroupMatchesAll)
    {
        var expression = body["QueryFilter"]?["expression"];
        return expression is null ? new FilterGroup(IsAnd: true, []) : Expression(expression);

        FilterExpression Expression(RequestNode node)
        {
            var word = node.Filled("operator") ?? throw new PlatformRefusal("The query filter has an expression without an operator.");
            if (word is "and" or "or")
            {
                var members = node.All("nestedExpression").Select(Expression).ToList();
                return members.Count > 0 || emptyGroupMatchesAll
                    ? new FilterGroup(word == "and", members)
                    : throw new PlatformRefusal("The query filter has a grouping expression without nested expressions.");
            }

            if (!Operators.TryGetValue(word, out var comparison))
                throw new PlatformRefusal($"The operator {word} is not valid.");

            var asked = node.Filled("property") ?? throw new PlatformRefusal("The query filter has an expression without a property.");
            var property = properties.FirstOrDefault(known => known.Equals(asked, ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
                ?? throw new PlatformRefusal($"The property {asked} cannot be queried.");
            var arguments = node.All("argument").Select(static argument => argument.Scalar ?? string.Empty).ToList();
            var needed = comparison switch { FilterOperator.IsNull or FilterOperator.IsNotNull => 0, FilterOperator.Between => 2, _ => 1 };
            return arguments.Count == needed || needed == 0
                ? new FilterTest(property, comparison, arguments)
                : throw new PlatformRefusal($"The operator {word} takes {needed} arguments, not {arguments.Count}.");
        }
    }
}
