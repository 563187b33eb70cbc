using Microsoft.Extensions.Logging.Abstractions;
using PromotionEngine.Promotions;
using PromotionEngine.State;

namespace PromotionEngine.Tests.State;

public sealed class AuditLogTests(StoreKind kind) : StateSuite(kind)
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private AuditLog Log => new(Store, new AuditKeys([.. Enumerable.Range(0, 32).Select(number => (byte)number)]), NullLogger<AuditLog>.Instance);

    [Test]
    public async Task Query_AnswersNewestFirst_FilteredAndPaged()
    {
        await AppendAsync("alice@example.com", "p1", 1);
        await AppendAsync("Bob@example.com", "p2", 2);
        await AppendAsync("alice@example.com", "p2", 3);

        var all = await Log.QueryAsync(new AuditFilter(), 0, 2, None);
        var bob = await Log.QueryAsync(new AuditFilter { Actor = "bob@EXAMPLE.com" }, 0, 10, None);
        var ofP2 = await Log.QueryAsync(new AuditFilter { PromotionId = new PromotionId("p2"), From = At.AddMinutes(3) }, 0, 10, None);
        var hidden = await Log.QueryAsync(new AuditFilter { Visible = entry => entry.PromotionId == new PromotionId("p1") }, 0, 10, None);
        var second = await Log.QueryAsync(new AuditFilter { Until = At.AddMinutes(2) }, 1, 10, None);

        Assert.That(all.Records.Select(record => record.Sequence), Is.EqualTo([3L, 2L]));
        Assert.That((all.TotalCount, all.Chain.IsIntact), Is.EqualTo((3, true)));
        Assert.That(bob.Records.Single().Event.Actor, Is.EqualTo("Bob@example.com"));
        Assert.That(ofP2.Records.Single().Sequence, Is.EqualTo(3));
        Assert.That(hidden.TotalCount, Is.EqualTo(1));
        Assert.That(second.Records.Single().Sequence, Is.EqualTo(1));
    }

    [Test]
    public async Task Verify_AfterManyAppendedAtOnce_IsIntact()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Task.Run(() => AppendAsync("alice@example.com", $"p{number}", number))));

        Assert.That(await Log.VerifyAsync(None), Is.EqualTo(new AuditVerification(50, null)));
        Assert.That((await Log.QueryAsync(new AuditFilter(), 0, 100, None)).Records.Select(record => record.Event.PromotionId!.Value.Value), Is.Unique);
    }

    [Test]
    public async Task Verify_OfAnEmptyLog_IsIntact() => Assert.That(await Log.VerifyAsync(None), Is.EqualTo(new AuditVerification(0, null)));

    [TestCase(2, 2, TestName = "Verify_AfterAnEntryWasChanged_NamesIt")]
    [TestCase(5, 5, TestName = "Verify_AfterTheLastEntryWasChanged_NamesIt")]
    public async Task Verify_AfterAChange_NamesTheEntry(int changed, long named)
    {
        await TamperAsync(entries => entries[changed - 1] = entries[changed - 1].Replace("alice", "mallory", StringComparison.Ordinal));

        Assert.That((await Log.VerifyAsync(None)).FirstBroken, Is.EqualTo(named));
    }

    [Test]
    public async Task Verify_AfterAnEntryWasRemoved_NamesThePlace()
    {
        await TamperAsync(entries => entries.RemoveAt(2));

        Assert.That((await Log.VerifyAsync(None)).FirstBroken, Is.EqualTo(3));
    }

    [Test]
    public async Task Verify_AfterTheEndWasCutOff_NamesThePlace()
    {
        await TamperAsync(entries => entries.RemoveRange(3, 2));

        Assert.That((await Log.VerifyAsync(None)).FirstBroken, Is.EqualTo(4));
    }

    [Test]
    public async Task Verify_AfterTwoEntriesChangedPlaces_IsBroken()
    {
        await TamperAsync(entries => (entries[1], entries[2]) = (entries[2], entries[1]));

        Assert.That((await Log.VerifyAsync(None)).FirstBroken, Is.EqualTo(2));
    }

    [Test]
    public async Task Verify_UnderAnotherKey_IsBrokenFromTheStart()
    {
        await AppendAsync("alice@example.com", "p1", 1);

        var other = new AuditLog(Store, new AuditKeys(new byte[32]), NullLogger<AuditLog>.Instance);

        Assert.That((await other.VerifyAsync(None)).FirstBroken, Is.EqualTo(1));
    }

    [Test]
    public async Task Verify_AfterTheKeyWasChanged_ProvesOldAndNewEntriesWithBothKeys()
    {
        var old = new byte[32];
        var present = Enumerable.Repeat((byte)9, 32).ToArray();
        var keys = new AuditKeys(old);
        var log = new AuditLog(Store, keys, NullLogger<AuditLog>.Instance);
        await AppendToAsync(log, "alice@example.com", "p1", 1);
        keys.Change([present, old]);
        await AppendToAsync(log, "alice@example.com", "p2", 2);

        Assert.That(await log.VerifyAsync(None), Is.EqualTo(new AuditVerification(2, null)));
        Assert.That((await new AuditLog(Store, new AuditKeys(present), NullLogger<AuditLog>.Instance).VerifyAsync(None)).FirstBroken, Is.EqualTo(1));
        Assert.That((await new AuditLog(Store, new AuditKeys(old), NullLogger<AuditLog>.Instance).VerifyAsync(None)).FirstBroken, Is.EqualTo(2));
    }

    [Test]
    public void Keys_NoneOrAShortOne_AreRefused()
    {
        Assert.That(() => new AuditKeys(), Throws.ArgumentException);
        Assert.That(() => new AuditKeys(new byte[32], new byte[31]), Throws.ArgumentException);
    }

    [Test]
    public async Task Verify_AfterTheEndWasCutOffAndTheHeadPutBack_IsFoundByAnEngineThatSawMore()
    {
        var log = Log;
        foreach (var number in Enumerable.Range(1, 5))
        {
            await AppendToAsync(log, "alice@example.com", $"p{number}", number);
        }

        await log.VerifyAsync(None);
        var entries = (await Store.ReadListAsync("audit", 1, 100, None)).Select(entry => entry.Value).ToList();
        var head = await Store.GetAsync(StateKeys.Chain("audit"), None);
        var commit = new Commit().DropList("audit").Put(StateKeys.Chain("audit"), $"3 {entries[2].Split(' ')[0]}");
        entries.Take(3).ToList().ForEach(entry => commit.Append("audit", entry));
        (await Store.CommitAsync(commit, None)).OrThrow();

        Assert.That(head!.Value.Value, Does.StartWith("5 "));
        Assert.That((await log.VerifyAsync(None)).FirstBroken, Is.EqualTo(4));
        await AppendToAsync(log, "mallory@example.com", "p4", 4);
        Assert.That((await log.VerifyAsync(None)).IsIntact, Is.False);
    }

    [Test]
    public async Task Verify_AfterAnyOneEntryWasChangedRemovedRepeatedOrMoved_IsBroken()
    {
        for (var place = 0; place < 5; place++)
        {
            foreach (var tamper in Tampers(place))
            {
                await TamperAsync(tamper);

                Assert.That((await Log.VerifyAsync(None)).IsIntact, Is.False, $"{tamper.Method.Name} at {place}");
                (await Store.CommitAsync(new Commit().DropList("audit").Delete(StateKeys.Chain("audit")), None)).OrThrow();
            }
        }
    }

    private static IEnumerable<Action<List<string>>> Tampers(int place)
    {
        yield return entries => entries.RemoveAt(place);
        yield return entries => entries.Insert(place, entries[place]);
        yield return entries => entries.Add(entries[place]);
        yield return entries => entries[place] = entries[place].Replace("WITHDRAWN", "DEPLOYED", StringComparison.Ordinal);
        yield return entries => entries[place] = $"{new string('0', 64)} {entries[place].Split(' ', 2)[1]}";
        yield return entries => entries[place] = "rubbish";
        yield return entries =>
        {
            var moved = entries[place];
            entries.RemoveAt(place);
            entries.Insert((place + 2) % 5, moved);
        };
    }

    private Task AppendAsync(string actor, string promotion, int minute) => AppendToAsync(Log, actor, promotion, minute);

    private async Task AppendToAsync(AuditLog log, string actor, string promotion, int minute)
    {
        var commit = new Commit();
        log.Append(commit, new AuditEvent(At.AddMinutes(minute), actor, "withdrawPromotion") { PromotionId = new PromotionId(promotion), Before = "COMPLETED", After = "WITHDRAWN" });
        (await Store.CommitAsync(commit, None)).OrThrow();
    }

    // What somebody does who can write to the store but does not have the key.
    private async Task TamperAsync(Action<List<string>> tamper)
    {
        foreach (var number in Enumerable.Range(1, 5))
        {
            await AppendAsync("alice@example.com", $"p{number}", number);
        }

        var entries = (await Store.ReadListAsync("audit", 1, 100, None)).Select(entry => entry.Value).ToList();
        tamper(entries);
        var commit = new Commit().DropList("audit");
        entries.ForEach(entry => commit.Append("audit", entry));
        (await Store.CommitAsync(commit, None)).OrThrow();
    }
}
