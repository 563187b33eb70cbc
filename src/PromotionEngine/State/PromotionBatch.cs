using PromotionEngine.Promotions;

namespace PromotionEngine.State;

/// <summary>Several working copies, with those apart that another version wrote: they keep nobody from the others.</summary>
/// <param name="Readable">The promotions, in the order asked.</param>
/// <param name="Unreadable">Those that are to be left alone.</param>
public sealed record PromotionBatch(IReadOnlyList<StoredPromotion> Readable, IReadOnlyList<UnreadablePromotion> Unreadable)
{
    /// <summary>None at all.</summary>
    public static PromotionBatch Empty { get; } = new([], []);

    /// <summary>The promotions without what the store adds.</summary>
    public IEnumerable<Promotion> Promotions => Readable.Select(stored => stored.Promotion);

    /// <summary>All of them, for those who can do nothing with a part.</summary>
    /// <exception cref="StateLayoutException">There is one that cannot be read.</exception>
    public IReadOnlyList<StoredPromotion> OrThrow() => Unreadable.Count == 0 ? Readable : throw new StateLayoutException(Unreadable[0].Reason);
}
