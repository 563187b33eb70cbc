namespace PromotionEngine.State;

/// <summary>Whether the store can be trusted to hold what was committed.</summary>
public enum EpochStatus
{
    /// <summary>The marker is there.</summary>
    Present,

    /// <summary>There is no marker: the store is new, or was emptied. Writes are refused.</summary>
    Missing,

    /// <summary>The store was found to be behind what it had acknowledged, for example after a failover. Writes are refused.</summary>
    LostWrites,

    /// <summary>There is no marker, but data of ours in another layout. Writes are refused.</summary>
    OtherLayout,
}
