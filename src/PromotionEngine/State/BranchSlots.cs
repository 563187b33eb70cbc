using PromotionEngine.Promotions;

namespace PromotionEngine.State;

/// <summary>
/// The branches that the service uses out of what the platform allows. Taken before the branch is created and given back when it is known to be gone.
/// What counts is the slots together with the platform's branches, without main.
/// </summary>
public sealed class BranchSlots(IStateStore store)
{
    /// <summary>The branch that always exists and takes no slot.</summary>
    public const string Main = "main";

    /// <summary>
    /// Adds the taking of a slot to a commit. <see cref="IsAtLimit"/> is true of the outcome when <paramref name="limit"/> branches are in use;
    /// the outcome is a conflict when the branch has a slot already. However many claim at once, the limit holds.
    /// </summary>
    /// <param name="commit">The commit.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="platformBranches">Names of the branches that the platform listed a moment ago.</param>
    /// <param name="limit">Most branches in use after the claim.</param>
    public void Claim(Commit commit, BranchSlot slot, IEnumerable<string> platformBranches, int limit)
    {
        var others = platformBranches.Where(name => !string.Equals(name, Main, StringComparison.Ordinal) && !string.Equals(name, slot.BranchName, StringComparison.Ordinal));
        commit.ExpectAbsentMember(StateKeys.Slots, slot.BranchName).ExpectUnionBelow(StateKeys.Slots, others, limit);
        Write(commit, slot);
    }

    /// <summary>Adds to a commit that <paramref name="slot"/>'s promotion answers for the branch from now on; the slot must be taken.</summary>
    public void PassTo(Commit commit, BranchSlot slot)
    {
        commit.ExpectPresentMember(StateKeys.Slots, slot.BranchName);
        Write(commit, slot);
    }

    /// <summary>Adds the slot of a branch that exists without one, whatever the limit: for reconciliation and rebuilding.</summary>
    public void Restore(Commit commit, BranchSlot slot) => Write(commit, slot);

    /// <summary>Adds to a commit that the slot is free. Only when the branch is known to be gone, or was never asked for.</summary>
    public void Release(Commit commit, string branchName) => commit.IndexRemove(StateKeys.Slots, branchName).Delete(StateKeys.Slot(branchName));

    /// <summary>Whether the commit was refused because no slot was free.</summary>
    public bool IsAtLimit(CommitOutcome outcome) => outcome.Status == CommitStatus.CountExceeded && outcome.FailedOn(StateKeys.Slots);

    /// <summary>Whether the commit was refused because the branch that it passes on has no slot.</summary>
    public bool IsAbsent(CommitOutcome outcome) => outcome.Status == CommitStatus.Conflict && outcome.FailedOn(StateKeys.Slots);

    /// <summary>The slots taken, oldest first.</summary>
    public async Task<IReadOnlyList<BranchSlot>> ListAsync(CancellationToken cancellationToken)
    {
        var entries = await store.RangeAsync(StateKeys.Slots, IndexRange.All, cancellationToken);
        if (entries.Count == 0)
        {
            return [];
        }

        var keys = entries.Select(entry => StateKeys.Slot(entry.Member)).ToList();
        var values = await store.GetManyAsync(keys, cancellationToken);
        return [.. keys.Zip(values).Where(pair => pair.Second is not null).Select(pair => StateJson.Read<BranchSlot>(pair.First, pair.Second!.Value.Value))];
    }

    /// <summary>Slots in use together with the platform's branches, without main.</summary>
    public async Task<int> CountInUseAsync(IEnumerable<string> platformBranches, CancellationToken cancellationToken)
    {
        var entries = await store.RangeAsync(StateKeys.Slots, IndexRange.All, cancellationToken);
        return entries.Select(entry => entry.Member).Union(platformBranches, StringComparer.Ordinal).Count(name => !string.Equals(name, Main, StringComparison.Ordinal));
    }

    private static void Write(Commit commit, BranchSlot slot) => commit
        .IndexAdd(StateKeys.Slots, slot.BranchName, StateClock.Score(slot.TakenAt))
        .Put(StateKeys.Slot(slot.BranchName), StateJson.Write(slot));
}
