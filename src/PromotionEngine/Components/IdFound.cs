namespace PromotionEngine.Components;

/// <summary>An ID stands at a place of a document.</summary>
internal delegate void IdFound(int start, int end, ReadOnlySpan<char> id);
