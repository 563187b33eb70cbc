using System.Xml.Linq;

namespace BoomiEmulator.DataHub.Modelling;

/// <summary>Reads the match rules of a model. Similarity expressions are told apart and refused: the emulator compares for equality only.</summary>
internal static class MatchRuleReader
{
    public static List<MatchRule> Read(XElement model, IReadOnlySet<string> uniqueIds, List<string> errors)
    {
        var rules = new List<MatchRule>();
        foreach (var element in model.Under("matchRules", "matchRule"))
        {
            var root = ReadGroup(element, element.Attr("topLevelOperator"), errors);
            rules.Add(new MatchRule(rules.Count + 1, root));
        }

        var unknown = rules.SelectMany(rule => FieldsOf(rule.Root)).Where(id => !uniqueIds.Contains(id)).Distinct(StringComparer.Ordinal);
        errors.AddRange(unknown.Select(id => $"Field {id} in match rule does not exist in the model"));
        return rules;
    }

    /// <summary>The unique ids that an expression names.</summary>
    public static IEnumerable<string> FieldsOf(MatchExpression expression) => expression switch
    {
        MatchGroup group => group.Parts.SelectMany(FieldsOf),
        MatchComparison comparison => new[] { comparison.First.FieldUniqueId, comparison.Second.FieldUniqueId }.OfType<string>(),
        _ => [],
    };

    private static MatchGroup ReadGroup(XElement element, string? groupOperator, List<string> errors)
    {
        if (groupOperator is not ("AND" or "OR" or "NOT"))
            errors.Add("Invalid top-level operator in match rule");

        var parts = new List<MatchExpression>();
        foreach (var child in element.Elements())
        {
            switch (child.Name.LocalName)
            {
                case "simpleExpression":
                    if (child.Text("fieldUniqueId") is { Length: > 0 } field)
                        parts.Add(MatchComparison.Simple(field));
                    else
                        errors.Add("Missing field ID in simple expression in match rule");
                    break;
                case "advancedExpression":
                    if (ReadAdvanced(child, errors) is { } comparison)
                        parts.Add(comparison);
                    break;
                case "expressionGroup":
                    parts.Add(ReadGroup(child, child.Attr("operator"), errors));
                    break;
            }
        }

        if (parts.Count == 0)
            errors.Add("Match rule is empty");
        return new MatchGroup(groupOperator ?? "AND", parts);
    }

    private static MatchComparison? ReadAdvanced(XElement element, List<string> errors)
    {
        var ruleOperator = element.Text("ruleOperator");
        if (ruleOperator == "IS_SIMILAR_TO")
        {
            errors.Add("The emulator does not support IS_SIMILAR_TO in match rules");
            return null;
        }

        if (ruleOperator is not ("EQUALS" or "STRICT_EQUALS"))
        {
            errors.Add("Invalid operator for advanced expression in match rule");
            return null;
        }

        var first = ReadInput(element.Element(ModelXml.Mdm + "firstInput"), errors);
        var second = ReadInput(element.Element(ModelXml.Mdm + "secondInput"), errors);
        return first is null || second is null ? null : new MatchComparison(first, second, ruleOperator == "STRICT_EQUALS");
    }

    private static MatchInput? ReadInput(XElement? element, List<string> errors)
    {
        var kind = element?.Text("inputType");
        if (element is null || kind is null)
        {
            errors.Add("Missing input type in advanced expression in match rule");
            return null;
        }

        if (kind is not ("INCOMING" or "EXISTING" or "STATIC"))
        {
            errors.Add("Invalid input type in match rule");
            return null;
        }

        var field = element.Text("fieldUniqueId");
        if (kind != "STATIC" && string.IsNullOrEmpty(field))
        {
            errors.Add("Missing field ID in Advanced expression in match rule");
            return null;
        }

        return new MatchInput(kind, kind == "STATIC" ? null : field, kind == "STATIC" ? element.Text("value") ?? string.Empty : null);
    }
}
