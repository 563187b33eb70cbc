namespace PromotionEngine.Boomi.DataHub;

/// <summary>What became of an entity.</summary>
public enum WriteOutcomeKind
{
    /// <summary>A golden record was made.</summary>
    Created,

    /// <summary>A golden record was changed.</summary>
    Updated,

    /// <summary>The golden record already was like that.</summary>
    NoOp,

    /// <summary>The golden record was end-dated.</summary>
    Deleted,

    /// <summary>The entity went to quarantine; it is in no golden record.</summary>
    Quarantined,

    /// <summary>The entity ended with an error, or DataHub did not report it.</summary>
    Errored,
}
