namespace PromotionEngine.Components;

/// <summary>What a piece of a document's text is.</summary>
internal enum MarkupKind
{
    Text,
    CData,
    Comment,
    Instruction,
    StartTag,
    EmptyTag,
    EndTag,
}
