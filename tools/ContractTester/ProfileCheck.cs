using System.Text.Json;
using Contract.Actions;

namespace ContractTester;

/// <summary>Compares an answer with the profile of its action.</summary>
internal static class ProfileCheck
{
    /// <summary>What does not fit, a line each: fields that are missing, and fields of another type.</summary>
    public static IReadOnlyList<string> Problems(ActionDefinition action, JsonElement answer)
    {
        var problems = new List<string>();
        Compare(action.Response, answer, string.Empty, problems);
        return problems;
    }

    private static void Compare(MessageDefinition profile, JsonElement value, string path, List<string> problems)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            problems.Add($"{(path.Length == 0 ? "the answer" : path)} is {value.ValueKind}, not an object");
            return;
        }

        foreach (var field in profile.Fields)
        {
            var name = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
            if (value.TryGetProperty(field.Name, out var found))
            {
                CompareField(field, found, name, problems);
            }
            else if (!field.AbsentWhenEmpty && !field.TracksPresence)
            {
                problems.Add($"{name} is missing");
            }
        }
    }

    private static void CompareField(FieldDefinition field, JsonElement value, string path, List<string> problems)
    {
        if (!field.IsList)
        {
            CompareOne(field, value, path, problems);
            return;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            problems.Add($"{path} is {value.ValueKind}, not a list");
            return;
        }

        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            CompareOne(field, item, $"{path}[{index}]", problems);
        }
    }

    private static void CompareOne(FieldDefinition field, JsonElement value, string path, List<string> problems)
    {
        var fits = field.Kind switch
        {
            FieldKind.Text => value.ValueKind == JsonValueKind.String,
            FieldKind.Flag => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            FieldKind.Number => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
            _ => true,
        };
        if (!fits)
        {
            problems.Add($"{path} is {value.ValueKind}, not {field.Kind}");
        }
        else if (field.Members is { } members)
        {
            Compare(members, value, path, problems);
        }
    }
}
