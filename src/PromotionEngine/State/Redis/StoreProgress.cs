namespace PromotionEngine.State.Redis;

/// <summary>How far a client has seen the store get: sent with every commit, so that a store that fell behind is found out.</summary>
/// <param name="Epoch">The epoch that the number belongs to; empty before the first commit.</param>
/// <param name="LastCommit">Highest number of a commit that was acknowledged in it.</param>
internal sealed record StoreProgress(string Epoch, long LastCommit)
{
    public StoreProgress After(string epoch, long commit) =>
        string.Equals(epoch, Epoch, StringComparison.Ordinal) ? this with { LastCommit = Math.Max(LastCommit, commit) } : new StoreProgress(epoch, commit);
}
