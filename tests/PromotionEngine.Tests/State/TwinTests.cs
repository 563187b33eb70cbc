using FsCheck;
using FsCheck.Fluent;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionEngine.State.InMemory;
using PromotionEngine.State.Redis;
using Testing.Clocks;

namespace PromotionEngine.Tests.State;

/// <summary>The two stores are one: whatever is committed to both, they answer the same and hold the same.</summary>
[TestFixture]
public sealed class TwinTests
{
    private static readonly string[] Names = ["a", "b", "c"];
    private static CancellationToken None => CancellationToken.None;

    [Test]
    public async Task RandomCommits_AppliedToBothStores_GiveEqualAnswersAndEqualState()
    {
        await using var memory = await TestStore.NewAsync(StoreKind.InMemory);
        await using var redis = await TestStore.NewAsync(StoreKind.Redis);
        var commits = ArbMap.Default.GeneratorFor<byte>().ArrayOf(400).ToArbitrary();
        var committed = 0;
        var refused = new HashSet<CommitStatus>();

        Prop.ForAll(commits, bytes =>
        {
            var steps = new Queue<byte>(bytes);
            while (steps.Count > 12)
            {
                var shape = steps.ToArray();
                var one = Apply(memory.Store, steps);
                var other = Apply(redis.Store, new Queue<byte>(shape));
                Assert.That(other.Status, Is.EqualTo(one.Status));
                Assert.That(other.Sequences, Is.EqualTo(one.Sequences));
                Assert.That(other.Failed?.Kind, Is.EqualTo(one.Failed?.Kind));
                Assert.That(other.Failed?.Key, Is.EqualTo(one.Failed?.Key));
                committed += one.IsCommitted ? 1 : 0;
                refused.Add(one.Status);
            }

            Assert.That(State(redis.Store), Is.EqualTo(State(memory.Store)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40).WithReplay(20260301, 11));

        Assert.That(committed, Is.GreaterThan(300), "the property would say nothing otherwise");
        Assert.That(refused, Is.SupersetOf([CommitStatus.Committed, CommitStatus.Conflict, CommitStatus.CountExceeded, CommitStatus.Fenced]));
    }

    [Test]
    public async Task RandomAskings_OfBothBudgets_AreAnsweredTheSame()
    {
        await using var under = await TestStore.NewAsync(StoreKind.Redis);
        var clock = new ManualClock(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));
        var options = new BudgetOptions();
        var budget = new RedisRequestBudget((RedisStateStore)under.Store, options, clock);
        var twin = new InMemoryRequestBudget(options, clock);
        var askings = ArbMap.Default.GeneratorFor<byte>().ArrayOf(60).ToArbitrary();
        var accounts = 0;
        var granted = 0;
        var refused = 0;

        Prop.ForAll(askings, bytes =>
        {
            var account = new AccountId($"a{accounts++}");
            foreach (var value in bytes)
            {
                clock.Advance(TimeSpan.FromMilliseconds(value / 4 * 5));
                if (value % 16 == 15)
                {
                    budget.SlowDownAsync(account, TimeSpan.FromMilliseconds(value), None).GetAwaiter().GetResult();
                    twin.SlowDownAsync(account, TimeSpan.FromMilliseconds(value), None).GetAwaiter().GetResult();
                }

                var one = budget.TryTakeAsync(account, (CallLane)(value % 3), None).GetAwaiter().GetResult();
                Assert.That(one, Is.EqualTo(twin.TryTakeAsync(account, (CallLane)(value % 3), None).GetAwaiter().GetResult()));
                _ = one.IsGranted ? granted++ : refused++;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20).WithReplay(20260301, 7));

        Assert.That(granted, Is.GreaterThan(100), "the property would say nothing otherwise");
        Assert.That(refused, Is.GreaterThan(100), "the property would say nothing otherwise");
    }

    private static CommitOutcome Apply(IStateStore store, Queue<byte> steps)
    {
        var commit = new Commit();
        var changes = 1 + (steps.Dequeue() % 5);
        var isDoubtful = steps.Dequeue() % 3 == 0;
        for (var change = 0; change < changes && steps.Count > 4; change++)
        {
            Change(commit, steps.Dequeue(), Name(steps), Name(steps), steps.Dequeue());
        }

        if (steps.Count > 4)
        {
            Expect(store, commit, steps.Dequeue(), Name(steps), Name(steps), isDoubtful);
        }

        return store.CommitAsync(commit, None).GetAwaiter().GetResult();
    }

    private static void Change(Commit commit, byte kind, string name, string member, byte value)
    {
        _ = (kind % 11) switch
        {
            0 or 1 => commit.Put(name, $"{value}"),
            2 => commit.Delete(name),
            3 => commit.IndexAdd(name, member, value / 8.0),
            4 => commit.IndexAddIfAbsent(name, member, value),
            5 => commit.IndexAddInOrder(name, member),
            6 => commit.IndexRemove(name, member),
            7 => commit.Append(name, $"{value}"),
            8 => commit.PutLeased(StateKeys.Promotion(new PromotionId(name)), "{}", value % 3),
            9 => commit.DropList(name),
            _ => commit.AppendChained("chain", head => new ChainLink($"{head.Sequence}{head.Seal}", $"{value}")),
        };
    }

    private static void Expect(IStateStore store, Commit commit, byte kind, string name, string member, bool isDoubtful)
    {
        var version = isDoubtful ? kind % 2 : store.GetAsync(name, None).GetAwaiter().GetResult()?.Version ?? 0;
        _ = (kind % 7) switch
        {
            0 or 1 => commit.Expect(name, version),
            2 => commit.ExpectUnionBelow(name, Names.Take(kind % 3), 3),
            3 => commit.ExpectPresentMember(name, member),
            4 => commit.ExpectAbsentMember(name, member),
            5 => commit.ExpectScoreAtMost(name, member, kind),
            _ => commit.Fence(new PromotionId(name), 1 + (kind % 2)),
        };
    }

    private static string Name(Queue<byte> steps) => Names[steps.Dequeue() % Names.Length];

    // Versions, and scores that are versions, differ between the stores; whether there is one, and the order, must not.
    private static List<string> State(IStateStore store) => [.. Names.SelectMany(name => new[]
    {
        $"{name}={store.GetAsync(name, None).GetAwaiter().GetResult()?.Value}",
        $"{name}:{string.Join(' ', store.RangeAsync(name, IndexRange.All, None).GetAwaiter().GetResult().Select(entry => entry.Score > 1e12 ? entry.Member : $"{entry.Member}@{entry.Score:R}"))}",
        $"{name}#{string.Join(' ', store.ReadListAsync(name, 1, 10_000, None).GetAwaiter().GetResult())}",
    }).Append(string.Join(' ', store.ReadListAsync("chain", 1, 10_000, None).GetAwaiter().GetResult()))];
}
