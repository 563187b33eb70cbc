using PromotionEngine.Accounts;
using PromotionEngine.Promotions;

namespace PromotionEngine.State;

/// <summary>One live run for a development account.</summary>
public sealed class RunClaims(IStateStore store)
{
    /// <summary>Adds the claim to a commit. When another promotion holds the account, <see cref="IsRefused"/> is true of the outcome.</summary>
    public void Claim(Commit commit, AccountId devAccount, PromotionId promotion)
    {
        var key = StateKeys.Claim(devAccount);
        commit.ExpectCountBelow(key, 1).IndexAddInOrder(key, promotion.Value);
    }

    /// <summary>Adds the claim of a run that is known to have it, whoever else is listed: for rebuilding.</summary>
    public void Restore(Commit commit, AccountId devAccount, PromotionId promotion) => commit.IndexAddInOrder(StateKeys.Claim(devAccount), promotion.Value);

    /// <summary>Adds the end of the claim to a commit. A claim that another promotion holds is left alone.</summary>
    public void Release(Commit commit, AccountId devAccount, PromotionId promotion) => commit.IndexRemove(StateKeys.Claim(devAccount), promotion.Value);

    /// <summary>Whether the commit was refused because the account has a live run.</summary>
    public bool IsRefused(CommitOutcome outcome, AccountId devAccount) =>
        outcome.Status == CommitStatus.CountExceeded && outcome.FailedOn(StateKeys.Claim(devAccount));

    /// <summary>The promotion whose run holds the account, or null.</summary>
    public async Task<PromotionId?> HolderAsync(AccountId devAccount, CancellationToken cancellationToken)
    {
        var holders = await store.RangeAsync(StateKeys.Claim(devAccount), new IndexRange(Take: 1), cancellationToken);
        return holders.Count == 0 ? null : new PromotionId(holders[0].Member);
    }
}
