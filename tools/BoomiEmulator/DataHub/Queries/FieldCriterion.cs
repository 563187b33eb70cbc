using System.Globalization;
using System.Xml.Linq;
using BoomiEmulator.DataHub.Modelling;
using BoomiEmulator.DataHub.State;
using BoomiEmulator.DataHub.Universes;

namespace BoomiEmulator.DataHub.Queries;

/// <summary>Reads a <c>fieldValue</c> of a filter. A record without a value passes IS_NULL and no other operator.</summary>
internal static class FieldCriterion
{
    public static Criterion Read(XElement element, Universe universe)
    {
        var uniqueId = element.Element("fieldId")?.Value.Trim();
        if (string.IsNullOrEmpty(uniqueId))
            throw DataHubRefusalException.BadRequest("Each 'fieldValue' element must contain one 'fieldId' element.");
        var name = element.Element("operator")?.Value.Trim();
        if (string.IsNullOrEmpty(name))
            throw DataHubRefusalException.BadRequest($"Each 'fieldValue' element must contain one 'operator' element; fieldId = '{uniqueId}'.");
        if (!universe.Model.Fields.TryGetValue(uniqueId, out var field))
            throw FilterReader.UnknownField(uniqueId, universe);

        var operators = FieldOperators.For(field);
        if (!operators.Contains(name, StringComparer.Ordinal))
        {
            throw DataHubRefusalException.BadRequest(
                $"Field '{uniqueId}' of type '{field.Type}' does not support operation '{name}'; supported operations: '{string.Join(", ", operators)}'.");
        }

        var values = element.Elements("value").Select(value => value.Value.Trim()).ToList();
        CheckCount(field, name, values);
        return Build(universe, field, name, values.ConvertAll(value => Typed(field, value)));
    }

    private static void CheckCount(FieldDefinition field, string name, List<string> values)
    {
        if (FieldOperators.TakesNoValue(name))
        {
            if (values.Count > 0)
                throw DataHubRefusalException.BadRequest($"The operation '{name}' does not allow any 'value' elements: fieldId = '{field.UniqueId}'.");
            return;
        }

        if (name == "BETWEEN" && values.Count != 2)
            throw DataHubRefusalException.BadRequest($"The BETWEEN operator takes exactly 2 values; fieldId = '{field.UniqueId}', operator = 'BETWEEN'.");
        if (values.Count == 0)
            throw DataHubRefusalException.BadRequest($"This operator requires a 'value' element: fieldId = '{field.UniqueId}'; operator = '{name}'.");
        if (values.Count > 1 && name != "BETWEEN" && !(field.Type == FieldType.ENUMERATION && name == "EQUALS"))
        {
            throw DataHubRefusalException.BadRequest(
                $"This field-type / operator, '{field.Type}' / '{name}', does not accept multiple values; fieldId = '{field.UniqueId}'.");
        }

        if (values.Exists(value => value.Length == 0))
            throw DataHubRefusalException.BadRequest($"Each value must be non-blank: fieldId = '{field.UniqueId}'; operation = '{name}'.");
    }

    private static string Typed(FieldDefinition field, string value)
    {
        var complaint = field.Type switch
        {
            FieldType.DATETIME when !FieldFormat.TryDateTime(value, out _) =>
                "This date-time has a bad value in it or is not formatted correctly (YYYY-MM-DDT00:00:00Z)",
            FieldType.DATE when !FieldFormat.TryDate(value) => "This date has a bad value in it or is not formatted correctly (YYYY-MM-DD)",
            FieldType.TIME when !FieldFormat.TryTime(value) => "This time has a bad value in it or is not formatted correctly (00:00:00)",
            FieldType.INTEGER or FieldType.FLOAT when !decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) =>
                "This number has a bad value in it",
            _ => null,
        };
        if (complaint is not null)
            throw DataHubRefusalException.BadRequest($"{complaint}: '{value}'; fieldId = '{field.UniqueId}'.");
        return field.Type is FieldType.STRING or FieldType.CLOB or FieldType.REFERENCE or FieldType.ENUMERATION
            ? value
            : FieldFormat.Canonical(field, value, out _) ?? value;
    }

    private static Criterion Build(Universe universe, FieldDefinition field, string name, List<string> values)
    {
        if (name == "IS_NULL")
            return new Criterion(record => record.Content[field.UniqueId] is null);
        if (name == "IS_NOT_NULL")
            return new Criterion(record => record.Content[field.UniqueId] is not null);

        var test = Test(field, name, values, universe.Hub.Options.Switches.QueriesIgnoreCase);
        var criterion = new Criterion(record => RecordValues.Of(universe.Model, record.Content, field.UniqueId).Any(test));
        return name == "EQUALS" && values.Count == 1 ? criterion with { Lookup = (field.UniqueId, values[0]) } : criterion;
    }

    private static Func<string, bool> Test(FieldDefinition field, string name, List<string> values, bool ignoreCase)
    {
        var compare = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return name switch
        {
            "EQUALS" => text => values.Exists(value => FieldOrder.Compare(field.Type, text, value, compare) == 0),
            "NOT_EQUALS" => text => FieldOrder.Compare(field.Type, text, values[0], compare) != 0,
            "CONTAINS" => text => text.Contains(values[0], compare),
            "STARTS_WITH" => text => text.StartsWith(values[0], compare),
            "ENDS_WITH" => text => text.EndsWith(values[0], compare),
            "GREATER_THAN" => text => FieldOrder.Compare(field.Type, text, values[0], compare) > 0,
            "GREATER_THAN_EQUAL" => text => FieldOrder.Compare(field.Type, text, values[0], compare) >= 0,
            "LESS_THAN" => text => FieldOrder.Compare(field.Type, text, values[0], compare) < 0,
            "LESS_THAN_EQUAL" => text => FieldOrder.Compare(field.Type, text, values[0], compare) <= 0,
            "BETWEEN" => text => FieldOrder.Compare(field.Type, text, values[0], compare) >= 0 && FieldOrder.Compare(field.Type, text, values[1], compare) <= 0,
            "IS_INVALID" => text => !field.Options.Contains(text, StringComparer.Ordinal),
            _ => throw new InvalidOperationException($"Operator {name} passed the check but is not known."),
        };
    }
}
