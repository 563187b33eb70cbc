namespace PromotionEngine.State;

/// <summary>Several entries of an outbox, with those apart that another version wrote: they keep no other record waiting.</summary>
/// <param name="Readable">The entries, in the order asked.</param>
/// <param name="Unreadable">ID of each of the others, and why it cannot be read, in a sentence that names it.</param>
public sealed record OutboxBatch(IReadOnlyList<OutboxEntry> Readable, IReadOnlyList<(string Id, string Reason)> Unreadable)
{
    /// <summary>All of them, for those who can do nothing with a part.</summary>
    /// <exception cref="StateLayoutException">There is one that cannot be read.</exception>
    public IReadOnlyList<OutboxEntry> OrThrow() => Unreadable.Count == 0 ? Readable : throw new StateLayoutException(Unreadable[0].Reason);
}
