namespace PromotionEngine.Scripts;

/// <summary>Something wrong in a script.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Line">Line as the compiler counts, from 1; 0 for the script as a whole.</param>
/// <param name="Column">Column as the compiler counts, from 1; 0 for the line or the script as a whole.</param>
/// <param name="Message">For a person.</param>
public sealed record ScriptFinding(ScriptFindingKind Kind, int Line, int Column, string Message);
