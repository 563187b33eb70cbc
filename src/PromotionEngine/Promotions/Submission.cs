using PromotionEngine.Accounts;

namespace PromotionEngine.Promotions;

/// <summary>How a promotion was submitted for review.</summary>
/// <param name="By">Who submitted it; a party of the promotion from then on.</param>
/// <param name="At">When.</param>
public sealed record Submission(Person By, DateTimeOffset At)
{
    /// <summary>Why an emergency cannot wait for a test deployment; empty for what was tested.</summary>
    public string HotfixJustification { get; init; } = string.Empty;

    /// <summary>The production pack that the submitter wishes for; empty for none. The admin decides.</summary>
    public string WishedPackId { get; init; } = string.Empty;

    /// <summary>What stood on the branch: that, and nothing else, is what is decided on and merged.</summary>
    public IReadOnlyList<FrozenVersion> Frozen { get; init; } = [];
}
