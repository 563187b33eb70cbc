using Faults.Tests.Callers;

namespace Faults.Tests.Rounds;

/// <summary>An act that somebody called, and what they were answered.</summary>
/// <param name="Person">Who.</param>
/// <param name="Action">The action's name.</param>
/// <param name="PromotionId">What it was about; for a promotion that was begun, the one that the answer names.</param>
/// <param name="Key">Its idempotency key.</param>
/// <param name="Body">The request, as JSON text.</param>
/// <param name="Answer">The answer.</param>
internal sealed record CalledAct(string Person, string Action, string PromotionId, string Key, string Body, Answer Answer)
{
    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{Person} {Action} {PromotionId} [{Key}]: {Outcome}, {Answer.Tries} tries, {Answer.Took.TotalSeconds:F1} s");

    private string Outcome => !Answer.IsGiven ? "no answer" : Answer.Success ? "success" : $"{Answer.Code} {Answer.Field("errorMessage")}";
}
