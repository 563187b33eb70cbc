namespace PromotionEngine.Accounts;

/// <summary>What a person's groups let them do.</summary>
public enum Tier
{
    /// <summary>May do nothing here.</summary>
    ReadOnly,

    /// <summary>May promote from the accounts that their groups are granted, and review what others promote.</summary>
    Contributor,

    /// <summary>May do everything, except decide on their own promotions.</summary>
    Admin,
}
