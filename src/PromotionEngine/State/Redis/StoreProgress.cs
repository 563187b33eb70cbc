namespace PromotionEngine.State.Redis;

/// <summary>How far a client has seen the store get: sent with every commit, so that a store that fell behind is found out.</summary>
/// <param name="Epoch">The epoch that the number belongs to; empty before the first commit.</param>
/// <param name="LastCommit">Highest number of a commit that was acknowledged in it.</param>
/// <param name="LastId">ID of that commit: others may have reached the number again after it was lost, but not under this ID.</param>
internal sealed record StoreProgress(string Epoch, long LastCommit, string LastId)
{
    /// <summary>What is known now that <paramref name="commit"/> was acknowledged too.</summary>
    public StoreProgress After(StoreProgress commit) =>
        string.Equals(commit.Epoch, Epoch, StringComparison.Ordinal) && commit.LastCommit <= LastCommit ? this : commit;
}
