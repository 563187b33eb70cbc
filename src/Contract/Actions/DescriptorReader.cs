using Contract.Errors;
using Google.Protobuf.Reflection;
using PromotionService.V1;

namespace Contract.Actions;

/// <summary>Turns descriptors into definitions and collects every breach of the rules that all actions share.</summary>
internal sealed class DescriptorReader
{
    private const int DeepestNesting = 8;

    private static readonly (string Name, FieldType Type)[] Envelope =
        [("success", FieldType.Bool), ("errorCode", FieldType.String), ("errorMessage", FieldType.String)];

    private readonly List<string> _problems = [];

    /// <summary>The breaches found so far, a sentence each.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>The actions of <paramref name="files"/>.</summary>
    public IReadOnlyList<ActionDefinition> Read(IEnumerable<FileDescriptor> files)
    {
        var actions = new List<ActionDefinition>();
        foreach (var method in files.SelectMany(file => file.Services).SelectMany(service => service.Methods))
        {
            if (method.GetOptions()?.GetExtension(ActionOptionsExtensions.Action) is { } option)
            {
                actions.Add(Read(method, option));
            }
        }

        foreach (var twice in actions.GroupBy(action => action.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            _problems.Add($"The action name {twice.Key} is used by {string.Join(" and ", twice.Select(action => action.Method.FullName))}.");
        }

        return actions;
    }

    private ActionDefinition Read(MethodDescriptor method, PromotionService.V1.Action option)
    {
        if (option.Name.Length == 0 || !char.IsAsciiLetterLower(option.Name[0]) || !option.Name.All(char.IsAsciiLetterOrDigit))
        {
            _problems.Add($"{method.FullName}: the action name '{option.Name}' is not lower camel case.");
        }

        if (option.Summary.Length == 0)
        {
            _problems.Add($"{method.FullName}: the action has no summary.");
        }

        if (method.IsClientStreaming || method.IsServerStreaming)
        {
            _problems.Add($"{method.FullName}: an action is one request and one response, not a stream.");
        }

        CheckEnvelope(method.OutputType);
        return new ActionDefinition(method, option, Read(method.InputType, isRequest: true, depth: 0), Read(method.OutputType, isRequest: false, depth: 0));
    }

    private void CheckEnvelope(MessageDescriptor response)
    {
        for (var number = 1; number <= Envelope.Length; number++)
        {
            var (name, type) = Envelope[number - 1];
            var field = response.FindFieldByNumber(number);
            if (field is null || field.JsonName != name || field.FieldType != type || field.IsRepeated || field.HasPresence)
            {
                _problems.Add($"{response.FullName}: field {number} must be {name} of type {type}.");
            }
        }
    }

    private MessageDefinition Read(MessageDescriptor message, bool isRequest, int depth)
    {
        if (depth > DeepestNesting)
        {
            _problems.Add($"{message.FullName}: nested deeper than {DeepestNesting}, or within itself.");
            return new MessageDefinition(message, []);
        }

        var fields = message.Fields.InDeclarationOrder().Select(field => Read(field, isRequest, depth)).ToList();
        if (message.RealOneofCount > 0)
        {
            _problems.Add($"{message.FullName}: a oneof has no place in the documented profiles.");
        }

        return new MessageDefinition(message, fields);
    }

    private FieldDefinition Read(FieldDescriptor field, bool isRequest, int depth)
    {
        var rules = field.GetOptions()?.GetExtension(ActionOptionsExtensions.Field) ?? new FieldRules();
        var kind = KindOf(field);
        CheckRules(field, kind, rules, isRequest);
        var members = field.FieldType == FieldType.Message && !field.IsMap ? Read(field.MessageType, isRequest, depth + 1) : null;
        return new FieldDefinition(field, kind, rules, members);
    }

    private FieldKind KindOf(FieldDescriptor field)
    {
        switch (field.FieldType)
        {
            case FieldType.String:
                return FieldKind.Text;
            case FieldType.Bool:
                return FieldKind.Flag;
            case FieldType.Int32:
                return FieldKind.Number;
            case FieldType.Message when !field.IsMap:
                return FieldKind.Object;
            case FieldType.Int64 or FieldType.UInt64 or FieldType.SInt64 or FieldType.Fixed64 or FieldType.SFixed64:
                _problems.Add($"{field.FullName}: 64-bit integers become strings in JSON; use int32.");
                return FieldKind.Number;
            default:
                _problems.Add($"{field.FullName}: {(field.IsMap ? "a map" : field.FieldType)} is not among string, bool, int32 and messages.");
                return FieldKind.Text;
        }
    }

    private void CheckRules(FieldDescriptor field, FieldKind kind, FieldRules rules, bool isRequest)
    {
        void Refuse(bool broken, string why)
        {
            if (broken)
            {
                _problems.Add($"{field.FullName}: {why}");
            }
        }

        var isText = kind == FieldKind.Text;
        Refuse(rules.MaxLength < 0, "max_length is negative.");
        Refuse(rules.MaxLength > 0 && !isText, "max_length is for texts.");
        Refuse(rules.Words.Count > 0 && !isText, "words are for texts.");
        Refuse(rules.Words.Distinct(StringComparer.OrdinalIgnoreCase).Count() != rules.Words.Count, "a word is listed twice.");
        Refuse(rules.AnyCase && rules.Words.Count == 0, "any_case without words.");
        Refuse(rules.WrongWordCode.Length > 0 && rules.Words.Count == 0, "wrong_word_code without words.");
        Refuse(rules.WrongWordCode.Length > 0 && ErrorCatalogue.Find(rules.WrongWordCode) is null, $"{rules.WrongWordCode} is not in the error catalogue.");
        Refuse(rules.DateTime && (!isText || field.IsRepeated), "date_time is for a single text.");
        Refuse(rules.Verbatim && !isText, "verbatim is for texts.");
        Refuse(rules.Required && !isRequest, "required is for requests.");
        Refuse(rules.AbsentWhenEmpty && (isRequest || !field.IsRepeated), "absent_when_empty is for lists of responses.");
        Refuse(rules.Caller != FieldRules.Types.Caller.NotTheCaller && !isRequest, "caller is for requests.");
        Refuse(rules.Caller == FieldRules.Types.Caller.Groups && !(isText && field.IsRepeated), "caller GROUPS is for lists of texts.");
        Refuse(
            rules.Caller is FieldRules.Types.Caller.Email or FieldRules.Types.Caller.Name && !(isText && !field.IsRepeated),
            "caller EMAIL and NAME are for single texts.");
    }
}
