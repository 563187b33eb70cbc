using Contract.Errors;
using Google.Protobuf.Reflection;
using PromotionService.V1;

namespace Contract.Actions;

/// <summary>A field of a request or a response: its name and type in JSON, and the rules that stand beside it in the proto.</summary>
public sealed class FieldDefinition
{
    /// <summary>Longest text of a field whose rules give no length, in characters (UTF-16 code units).</summary>
    public const int DefaultMaxLength = 1024;

    internal FieldDefinition(FieldDescriptor descriptor, FieldKind kind, FieldRules rules, MessageDefinition? members)
    {
        Descriptor = descriptor;
        Kind = kind;
        Members = members;
        Required = rules.Required;
        MaxLength = rules.MaxLength > 0 ? rules.MaxLength : DefaultMaxLength;
        Words = [.. rules.Words];
        AnyCase = rules.AnyCase;
        WrongWordCode = rules.WrongWordCode.Length > 0 ? rules.WrongWordCode : ErrorCodes.InvalidRequest;
        DateTime = rules.DateTime;
        Secret = rules.Secret;
        Caller = rules.Caller;
        Verbatim = rules.Verbatim;
        AbsentWhenEmpty = rules.AbsentWhenEmpty;
        Additive = rules.Additive;
    }

    /// <summary>The generated descriptor; its accessor reads and writes the value in a message.</summary>
    public FieldDescriptor Descriptor { get; }

    /// <summary>Name in JSON, for example <c>devAccountId</c>.</summary>
    public string Name => Descriptor.JsonName;

    /// <summary>What the value is; for a list, what each of its values is.</summary>
    public FieldKind Kind { get; }

    /// <summary>Whether the value is a list.</summary>
    public bool IsList => Descriptor.IsRepeated;

    /// <summary>Whether absent is told apart from empty: proto3's <c>optional</c>. Such a response field is left out when absent.</summary>
    public bool TracksPresence => Descriptor.HasPresence && Kind != FieldKind.Object;

    /// <summary>The fields of an <see cref="FieldKind.Object"/>; null for the other kinds.</summary>
    public MessageDefinition? Members { get; }

    /// <summary>Request: must be there and not blank. A field that names the caller is also satisfied by a user token.</summary>
    public bool Required { get; }

    /// <summary>Longest text in characters (UTF-16 code units).</summary>
    public int MaxLength { get; }

    /// <summary>The only words allowed; empty when any text is.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Whether <see cref="Words"/> are compared without regard to case.</summary>
    public bool AnyCase { get; }

    /// <summary>Error code of a text that is none of <see cref="Words"/>.</summary>
    public string WrongWordCode { get; }

    /// <summary>An ISO 8601 instant in UTC with milliseconds, or the empty text.</summary>
    public bool DateTime { get; }

    /// <summary>Never logged, kept or echoed.</summary>
    public bool Secret { get; }

    /// <summary>Which property of the calling person a request field repeats.</summary>
    public FieldRules.Types.Caller Caller { get; }

    /// <summary>Kept as written, not trimmed.</summary>
    public bool Verbatim { get; }

    /// <summary>Response list that is left out when empty.</summary>
    public bool AbsentWhenEmpty { get; }

    /// <summary>Ours, not in the documented profile.</summary>
    public bool Additive { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Kind}{(IsList ? "[]" : string.Empty)}";
}
