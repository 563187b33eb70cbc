namespace BoomiEmulator;

/// <summary>Possible wordings of the refusal to create a branch beyond the limit; the real one is not published.</summary>
public enum BranchLimitText
{
    /// <summary>Says that the maximum number of branches was reached, with the number.</summary>
    MaximumReached,

    /// <summary>Says that the branch limit is exceeded, without a number.</summary>
    LimitExceeded,

    /// <summary>Says only that the branch cannot be created.</summary>
    Vague,
}
