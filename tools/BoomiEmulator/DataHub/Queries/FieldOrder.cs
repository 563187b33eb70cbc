using System.Globalization;
using BoomiEmulator.DataHub.Modelling;
using BoomiEmulator.DataHub.Universes;

namespace BoomiEmulator.DataHub.Queries;

/// <summary>The order of two values of a field: by number, by time or by text.</summary>
internal static class FieldOrder
{
    public static int Compare(FieldType type, string? left, string? right, StringComparison text)
    {
        if (left is null || right is null)
            return (left is null ? 0 : 1) - (right is null ? 0 : 1);
        return type switch
        {
            FieldType.INTEGER or FieldType.FLOAT => Number(left).CompareTo(Number(right)),
            FieldType.DATETIME when FieldFormat.TryDateTime(left, out var first) && FieldFormat.TryDateTime(right, out var second) => first.CompareTo(second),
            _ => string.Compare(left, right, text),
        };
    }

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
