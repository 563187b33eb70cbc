namespace PromotionEngine.Mappings;

/// <summary>What production has for a development component.</summary>
public enum ProductionStatus
{
    /// <summary>Nothing yet: a promotion creates it.</summary>
    New,

    /// <summary>A component that a promotion updates in place.</summary>
    Update,

    /// <summary>A connection with a production counterpart.</summary>
    Mapped,

    /// <summary>A connection without one: an admin must seed the mapping.</summary>
    Unmapped,
}
