namespace PromotionEngine.Notifications;

/// <summary>What became of the mails that were due.</summary>
/// <param name="Sent">The server took them.</param>
/// <param name="Parked">Set aside for a person to look at.</param>
/// <param name="Failed">Tried again later.</param>
public readonly record struct MailRound(int Sent, int Parked, int Failed)
{
    /// <summary>All that were looked at.</summary>
    public int Examined => Sent + Parked + Failed;
}
