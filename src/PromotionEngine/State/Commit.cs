using PromotionEngine.Promotions;

namespace PromotionEngine.State;

/// <summary>
/// Expectations and changes that the store takes all together or not at all. Expectations are checked, in the order they were added, before the first change.
/// A commit is made once: sending it again, with the same <see cref="Id"/>, answers what became of it the first time when that changed anything.
/// </summary>
/// <remarks>Once it was sent it is sealed: to try again after a conflict, build a new one from what the store holds now.</remarks>
public sealed class Commit
{
    private readonly List<Expectation> _expectations = [];
    private readonly List<Change> _changes = [];
    private bool _sealed;

    /// <summary>An empty commit with an ID of its own.</summary>
    public Commit() => Id = Guid.NewGuid().ToString("n");

    /// <summary>What the store remembers the commit by, for some minutes.</summary>
    public string Id { get; }

    /// <summary>What must hold, in the order it is checked.</summary>
    public IReadOnlyList<Expectation> Expectations => _expectations;

    /// <summary>Whether the commit is refused while the store carries no epoch marker. True unless <see cref="WithoutEpoch"/> was called.</summary>
    public bool RequiresEpoch { get; private set; } = true;

    /// <summary>Whether anything would change.</summary>
    public bool IsEmpty => _changes.Count == 0;

    internal IReadOnlyList<Change> Changes => _changes;

    /// <summary>The record <paramref name="key"/> must have <paramref name="version"/>; 0 stands for absent.</summary>
    public Commit Expect(string key, long version) => Demand(new Expectation(ExpectationKind.Version, key) { Number = version });

    /// <summary>The index must have fewer than <paramref name="limit"/> members.</summary>
    public Commit ExpectCountBelow(string index, int limit) => ExpectUnionBelow(index, [], limit);

    /// <summary>The members of the index and <paramref name="others"/>, each name counted once, must be fewer than <paramref name="limit"/>.</summary>
    public Commit ExpectUnionBelow(string index, IEnumerable<string> others, int limit) =>
        Demand(new Expectation(ExpectationKind.CountBelow, index) { Number = limit, Others = [.. others.Distinct(StringComparer.Ordinal)] });

    /// <summary>The index must hold <paramref name="member"/>.</summary>
    public Commit ExpectPresentMember(string index, string member) => Demand(new Expectation(ExpectationKind.PresentMember, index) { Member = member });

    /// <summary>The index must not hold <paramref name="member"/>.</summary>
    public Commit ExpectAbsentMember(string index, string member) => Demand(new Expectation(ExpectationKind.AbsentMember, index) { Member = member });

    /// <summary>The member's score must be at most <paramref name="highest"/>; an absent member passes.</summary>
    public Commit ExpectScoreAtMost(string index, string member, double highest) =>
        Demand(new Expectation(ExpectationKind.ScoreAtMost, index) { Member = member, Score = highest });

    /// <summary>The promotion's run must be held under lease <paramref name="token"/>; an engine that lost its lease is answered <see cref="CommitStatus.Fenced"/>.</summary>
    public Commit Fence(PromotionId promotion, long token)
    {
        // 0 is what a record holds while nobody has the run; it must not open the fence.
        ArgumentOutOfRangeException.ThrowIfLessThan(token, 1);
        return Demand(new Expectation(ExpectationKind.Fence, StateKeys.Promotion(promotion)) { Number = token });
    }

    /// <summary>Writes a record.</summary>
    /// <param name="key">The record.</param>
    /// <param name="value">Its new value.</param>
    /// <param name="timeToLive">How long it is kept; null for until it is deleted.</param>
    public Commit Put(string key, string value, TimeSpan? timeToLive = null) => Make(new Change(ChangeKind.Put, key) { Text = value, TimeToLive = timeToLive });

    /// <summary>Writes a promotion's record together with the lease token that later commits are fenced by; 0 when nobody holds the run.</summary>
    internal Commit PutLeased(string key, string value, long leaseToken) => Make(new Change(ChangeKind.Put, key) { Text = value, LeaseToken = leaseToken });

    /// <summary>Deletes a record; an absent one stays absent.</summary>
    public Commit Delete(string key) => Make(new Change(ChangeKind.Delete, key));

    /// <summary>Keeps a record for <paramref name="timeToLive"/> from now, without changing its value or version.</summary>
    public Commit Touch(string key, TimeSpan timeToLive) => Make(new Change(ChangeKind.Touch, key) { TimeToLive = timeToLive });

    /// <summary>Adds a member to an index, or gives it another score. Scores are finite.</summary>
    public Commit IndexAdd(string index, string member, double score) => Make(new Change(ChangeKind.IndexAdd, index) { Text = member, Score = Finite(score) });

    /// <summary>Adds a member to an index unless it is there already.</summary>
    public Commit IndexAddIfAbsent(string index, string member, double score) =>
        Make(new Change(ChangeKind.IndexAddIfAbsent, index) { Text = member, Score = Finite(score) });

    /// <summary>Adds a member with the commit's own number as its score, so that the index is in the order of the commits.</summary>
    public Commit IndexAddInOrder(string index, string member) => Make(new Change(ChangeKind.IndexAddInOrder, index) { Text = member });

    /// <summary>Removes a member from an index; an absent one stays absent.</summary>
    public Commit IndexRemove(string index, string member) => Make(new Change(ChangeKind.IndexRemove, index) { Text = member });

    /// <summary>Appends to a list. The outcome tells the sequence number.</summary>
    public Commit Append(string list, string value) => Make(new Change(ChangeKind.Append, list) { Text = value });

    /// <summary>
    /// Appends a link that is built on the one before it; several of one commit are built on each other, in their order. <paramref name="link"/> is called
    /// with the head that the commit is made on, again when somebody was faster; it must have no side effects.
    /// </summary>
    public Commit AppendChained(string list, Func<ChainHead, ChainLink> link) => Make(new Change(ChangeKind.AppendChained, list) { Link = link });

    /// <summary>Removes a list with all its entries. A later append begins at 1 again.</summary>
    public Commit DropList(string list) => Make(new Change(ChangeKind.DropList, list));

    /// <summary>Lets the commit through although the store carries no epoch marker: for what rebuilds a store, and for what is no promise to anybody.</summary>
    public Commit WithoutEpoch()
    {
        ThrowWhenSealed();
        RequiresEpoch = false;
        return this;
    }

    internal void Seal() => _sealed = true;

    private static double Finite(double score) =>
        double.IsFinite(score) ? score : throw new ArgumentOutOfRangeException(nameof(score), score, "A score is a finite number.");

    private Commit Demand(Expectation expectation)
    {
        ThrowWhenSealed();
        _expectations.Add(expectation);
        return this;
    }

    private Commit Make(Change change)
    {
        ThrowWhenSealed();
        if (change.TimeToLive is { } life && life < TimeSpan.FromMilliseconds(1))
        {
            throw new ArgumentOutOfRangeException(nameof(change), life, "A record is kept for at least a millisecond.");
        }

        _changes.Add(change);
        return this;
    }

    private void ThrowWhenSealed()
    {
        if (_sealed)
        {
            throw new InvalidOperationException("This commit was sent already; build a new one.");
        }
    }
}
