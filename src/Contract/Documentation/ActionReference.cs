using System.Text;
using Contract.Actions;
using Caller = PromotionService.V1.FieldRules.Types.Caller;

namespace Contract.Documentation;

/// <summary>The page about the actions, made from the catalogue: what each takes and answers, and the rules of every field.</summary>
public static class ActionReference
{
    private const string Introduction =
        """
        # The actions

        This page is generated from the files in `protos/`; change those, then run the tests with `PROMOTION_WRITE_DOCS=1`.

        Actions are called with `POST {base}/{action}` and a JSON object; `{base}` is `/fs/PromotionService` unless `Host:BasePath` says otherwise. Every answer carries `success`, `errorCode` and `errorMessage`; every listed field
        is there with its type, empty when there is nothing to say, except where it says "may be absent". Fields marked + are ours: no caller of the documented profiles needs them.

        How values are read:

        - A boolean may come as `true` or as the text `"true"` in any case; an integer as `5`, `5.0` or `"5"`.
        - A list of texts may come as a JSON array, as a list of objects (the property `value`, `name` or `id` counts, else the first text), or as one text: a JSON array, or values separated by commas, semicolons or line breaks.
        - A date and time is ISO 8601. Without an offset it is UTC, without a time it is the first moment of the day; it travels on as UTC with milliseconds.
        - `null` and blank texts equal absent. Unknown fields are ignored. A field that is there twice makes the body malformed.
        - Names, IDs and e-mails are trimmed and must not hold control characters. Fields marked *verbatim* are kept as written. Lengths count UTF-16 code units.
        - Whatever is missing or wrong is named in one message of `INVALID_REQUEST`, items of lists with their index: `components[3].componentId`.
        - Fields marked *caller* name the person who is calling. With a user token they may be absent, are filled from the token, and must not contradict it (`IDENTITY_MISMATCH`); from a trusted connector they are believed, and must all name one person.


        """;

    /// <summary>The page as Markdown.</summary>
    public static string Write(ActionCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var text = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        text.Append(ActionTable.Write(catalogue, action => $"#{action.Name.ToLowerInvariant()}"));
        foreach (var action in catalogue.Actions)
        {
            text.Append($"\n## {action.Name}\n\n{action.Summary} ");
            text.Append(action.Process.Length > 0 ? $"Process {action.Process}" : "An action of our own");
            text.Append(action.Writes ? "; writes.\n" : "; reads only.\n");
            text.Append("\n| request | type | rules |\n| --- | --- | --- |\n");
            AppendFields(text, action.Request, string.Empty);
            text.Append("\n| response | type | rules |\n| --- | --- | --- |\n");
            AppendFields(text, action.Response, string.Empty);
        }

        return text.ToString();
    }

    private static void AppendFields(StringBuilder text, MessageDefinition message, string prefix)
    {
        foreach (var field in message.Fields)
        {
            text.Append($"| `{prefix}{field.Name}`{(field.Additive ? " +" : string.Empty)} | {TypeOf(field)} | {string.Join("; ", RulesOf(field, message))} |\n");
            if (field.Members is { } members)
            {
                AppendFields(text, members, $"{prefix}{field.Name}{(field.IsList ? "[]" : string.Empty)}.");
            }
        }
    }

    private static string TypeOf(FieldDefinition field)
    {
        var single = field.Kind switch
        {
            FieldKind.Flag => "boolean",
            FieldKind.Number => "integer",
            FieldKind.Object => "object",
            _ => field.DateTime ? "date-time" : "string",
        };
        return field.IsList ? $"{single}[]" : single;
    }

    private static IEnumerable<string> RulesOf(FieldDefinition field, MessageDefinition message)
    {
        if (field.Required)
        {
            yield return "required";
        }

        if (field.AbsentWhenEmpty || (field.TracksPresence && message.Name.EndsWith("Response", StringComparison.Ordinal)))
        {
            yield return "may be absent";
        }

        if (field.Words.Count > 0)
        {
            yield return $"{string.Join(", ", field.Words.Select(word => $"`{word}`"))}{(field.AnyCase ? " in any case" : string.Empty)}";
        }

        if (field.WrongWordCode != Errors.ErrorCodes.InvalidRequest)
        {
            yield return $"else `{field.WrongWordCode}`";
        }

        if (field.MaxLength != FieldDefinition.DefaultMaxLength)
        {
            yield return $"at most {field.MaxLength:N0} characters";
        }

        if (field.Caller != Caller.NotTheCaller)
        {
            yield return $"caller: {field.Caller.ToString().ToLowerInvariant()}";
        }

        if (field.Verbatim)
        {
            yield return "verbatim";
        }

        if (field.Secret)
        {
            yield return "never logged or echoed";
        }
    }
}
