namespace PromotionEngine.Components;

/// <summary>A part of a document that is replaced.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends (exclusive); the same as <paramref name="Start"/> to insert.</param>
/// <param name="Text">What stands there instead.</param>
internal readonly record struct TextEdit(int Start, int End, string Text);
