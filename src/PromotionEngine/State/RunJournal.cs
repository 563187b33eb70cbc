using PromotionEngine.Promotions;

namespace PromotionEngine.State;

/// <summary>The steps of a run, each noted before it is done and after: what a takeover goes on from.</summary>
public sealed class RunJournal(IStateStore store)
{
    private const int Page = 500;

    /// <summary>Adds an entry to a commit, which is then fenced by the entry's lease token.</summary>
    public void Append(Commit commit, PromotionId promotion, JournalEntry entry) =>
        commit.Fence(promotion, entry.LeaseToken).Append(StateKeys.Journal(promotion), StateJson.Write(entry));

    /// <summary>Adds the first entry to the commit that creates the promotion; there is no lease yet that it could be fenced by.</summary>
    public void Begin(Commit commit, PromotionId promotion, JournalEntry entry) => commit.Append(StateKeys.Journal(promotion), StateJson.Write(entry));

    /// <summary>Makes an entry in a commit of its own.</summary>
    public Task<CommitOutcome> AppendAsync(PromotionId promotion, JournalEntry entry, CancellationToken cancellationToken)
    {
        var commit = new Commit();
        Append(commit, promotion, entry);
        return store.CommitAsync(commit, cancellationToken);
    }

    /// <summary>All entries in the order they were made.</summary>
    public async Task<IReadOnlyList<JournalEntry>> ReadAsync(PromotionId promotion, CancellationToken cancellationToken)
    {
        var key = StateKeys.Journal(promotion);
        var entries = new List<JournalEntry>();
        while (true)
        {
            var page = await store.ReadListAsync(key, entries.Count + 1, Page, cancellationToken);
            entries.AddRange(page.Select(entry => StateJson.Read<JournalEntry>(key, entry.Value)));
            if (page.Count < Page)
            {
                return entries;
            }
        }
    }

    /// <summary>Steps whose intent is noted and whose outcome is not: what a takeover has to settle, oldest first.</summary>
    public static IReadOnlyList<JournalEntry> InFlight(IReadOnlyList<JournalEntry> entries)
    {
        var open = new List<JournalEntry>();
        foreach (var entry in entries)
        {
            open.RemoveAll(earlier => string.Equals(earlier.Step, entry.Step, StringComparison.Ordinal));
            if (entry.Phase == JournalPhase.Intent)
            {
                open.Add(entry);
            }
        }

        return open;
    }
}
