using BoomiEmulator.DataHub.Modelling;
using BoomiEmulator.DataHub.State;

namespace BoomiEmulator.DataHub.Universes;

/// <summary>Values of a record by unique id, whether they stand in a field or in the items of a collection.</summary>
internal static class RecordValues
{
    /// <summary>The values of a field: none or one, or one an item for a field of a collection.</summary>
    public static IEnumerable<string> Of(ModelDefinition model, RecordContent content, string uniqueId)
    {
        var collection = model.Fields.TryGetValue(uniqueId, out var field) ? field.CollectionId : uniqueId;
        if (collection is null)
            return content[uniqueId] is { } value ? [value] : [];
        return content.Collections.TryGetValue(collection, out var items)
            ? items.Select(item => item.GetValueOrDefault(uniqueId)).OfType<string>()
            : [];
    }

    /// <summary>The form in which two values of a field are compared: trimmed, numbers without leading zeros.</summary>
    public static string Comparable(ModelDefinition model, string uniqueId, string value)
    {
        var text = value.Trim();
        return model.Fields.GetValueOrDefault(uniqueId)?.Type is FieldType.INTEGER or FieldType.FLOAT ? WithoutLeadingZeros(text) : text;
    }

    private static string WithoutLeadingZeros(string text)
    {
        var negative = text.StartsWith('-');
        var digits = text.TrimStart('-', '+').TrimStart('0');
        if (digits.Length == 0 || !char.IsAsciiDigit(digits[0]))
            digits = "0" + digits;
        return negative ? "-" + digits : digits;
    }
}
