using Contract.Actions;

namespace FlowServiceHost.FlowConnector.Metadata;

/// <summary>What Flow calls the kinds of values.</summary>
internal static class ContentKinds
{
    public const string Text = "ContentString";
    public const string Number = "ContentNumber";
    public const string Flag = "ContentBoolean";
    public const string DateTime = "ContentDateTime";
    public const string Object = "ContentObject";
    public const string List = "ContentList";

    /// <summary>The kind of a field.</summary>
    public static string Of(FieldDefinition field) => field switch
    {
        { IsList: true } => List,
        { Kind: FieldKind.Object } => Object,
        { Kind: FieldKind.Flag } => Flag,
        { Kind: FieldKind.Number } => Number,
        { DateTime: true } => DateTime,
        _ => Text,
    };
}
