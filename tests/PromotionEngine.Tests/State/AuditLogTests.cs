using Microsoft.Extensions.Logging.Abstractions;
using PromotionEngine.Promotions;
using PromotionEngine.State;

namespace PromotionEngine.Tests.State;

public sealed class AuditLogTests(StoreKind kind) : StateSuite(kind)
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private AuditLog Log => new(Store, [.. Enumerable.Range(0, 32).Select(number => (byte)number)], NullLogger<AuditLog>.Instance);

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

        var other = new AuditLog(Store, new byte[32], NullLogger<AuditLog>.Instance);

        Assert.That((await other.VerifyAsync(None)).FirstBroken, Is.EqualTo(1));
    }

    private async Task AppendAsync(string actor, string promotion, int minute)
    {
        var commit = new Commit();
        Log.Append(commit, new AuditEvent(At.AddMinutes(minute), actor, "withdrawPromotion") { PromotionId = new PromotionId(promotion), Before = "COMPLETED", After = "WITHDRAWN" });
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
