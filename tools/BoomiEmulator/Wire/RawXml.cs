namespace BoomiEmulator.Wire;

/// <summary>A part of an answer that is already XML and is copied as it is. Only answers that are never JSON may hold one.</summary>
/// <param name="Text">Whole elements; they may use the prefixes <c>bns</c> and <c>xsi</c>.</param>
public sealed record RawXml(string Text);
