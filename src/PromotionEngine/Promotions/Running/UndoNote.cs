using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Running;

/// <summary>What the journal keeps of a run that failed, before anything of it is undone: a takeover goes on undoing and never writes again.</summary>
/// <param name="Code">Code of the failure.</param>
/// <param name="Message">What it says.</param>
/// <param name="Results">What had become of the components.</param>
internal sealed record UndoNote(string Code, string Message, IReadOnlyList<ComponentResult> Results)
{
    /// <summary>The failure that the run ends with.</summary>
    public PromotionFailure ToFailure() => new(Code, Message);
}
