namespace PromotionEngine.State;

/// <summary>What a commit may demand of the state before it changes anything.</summary>
public enum ExpectationKind
{
    /// <summary>A record has a version, or is absent.</summary>
    Version,

    /// <summary>An index, together with names from elsewhere, has fewer members than a limit.</summary>
    CountBelow,

    /// <summary>An index holds a member.</summary>
    PresentMember,

    /// <summary>An index does not hold a member.</summary>
    AbsentMember,

    /// <summary>A member's score is at most a value, or the member is absent.</summary>
    ScoreAtMost,

    /// <summary>A promotion is held under a lease token.</summary>
    Fence,
}
