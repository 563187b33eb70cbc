using BoomiEmulator.DataHub.Modelling;

namespace BoomiEmulator.DataHub.Queries;

/// <summary>Which operators a field takes, by its type.</summary>
internal static class FieldOperators
{
    private static readonly string[] Text = ["EQUALS", "NOT_EQUALS", "CONTAINS", "STARTS_WITH", "ENDS_WITH", "IS_NULL", "IS_NOT_NULL"];
    private static readonly string[] Number =
        ["EQUALS", "NOT_EQUALS", "LESS_THAN", "LESS_THAN_EQUAL", "GREATER_THAN", "GREATER_THAN_EQUAL", "IS_NULL", "IS_NOT_NULL"];

    private static readonly string[] Time = ["EQUALS", "NOT_EQUALS", "BETWEEN", "IS_NULL", "IS_NOT_NULL"];
    private static readonly string[] Choice = ["EQUALS", "NOT_EQUALS", "IS_INVALID", "IS_NULL", "IS_NOT_NULL"];
    private static readonly string[] Truth = ["EQUALS", "NOT_EQUALS", "IS_NULL", "IS_NOT_NULL"];
    private static readonly string[] NotForCollections = ["NOT_EQUALS", "IS_NULL", "IS_NOT_NULL"];

    /// <summary>The operators of a field; one inside a collection takes fewer.</summary>
    public static IReadOnlyList<string> For(FieldDefinition field)
    {
        string[] operators = field.Type switch
        {
            FieldType.STRING or FieldType.CLOB => Text,
            FieldType.INTEGER or FieldType.FLOAT => Number,
            FieldType.DATE or FieldType.DATETIME or FieldType.TIME => Time,
            FieldType.ENUMERATION => Choice,
            FieldType.BOOLEAN => Truth,
            _ => ["EQUALS"],
        };
        return field.CollectionId is null ? operators : [.. operators.Except(NotForCollections, StringComparer.Ordinal)];
    }

    /// <summary>Whether the operator stands without a value.</summary>
    public static bool TakesNoValue(string name) => name is "IS_NULL" or "IS_NOT_NULL" or "IS_INVALID";
}
