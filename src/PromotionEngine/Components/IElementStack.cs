namespace PromotionEngine.Components;

/// <summary>The elements that are open at a place in a document, the root at 0.</summary>
internal interface IElementStack
{
    /// <summary>The name without its prefix.</summary>
    string LocalName(int index);

    /// <summary>Which one of its parent's children of that name it is, counted from 1.</summary>
    int Position(int index);

    /// <summary>The value of an attribute by its name without prefix; null where there is none.</summary>
    string? Attribute(int index, string localName);
}
