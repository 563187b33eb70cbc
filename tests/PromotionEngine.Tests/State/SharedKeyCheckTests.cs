using PromotionEngine.State;

namespace PromotionEngine.Tests.State;

public sealed class SharedKeyCheckTests(StoreKind kind) : StateSuite(kind)
{
    private static readonly byte[] One = [.. Enumerable.Repeat((byte)1, 32)];
    private static readonly byte[] Two = [.. Enumerable.Repeat((byte)2, 32)];
    private static readonly byte[] Three = [.. Enumerable.Repeat((byte)3, 32)];

    private SharedKeyCheck Check => new(Store);

    [Test]
    public async Task IsKnown_AfterTheFirst_OnlyThatKeyIs()
    {
        Assert.That(await Check.IsKnownAsync("audit", [One], adopt: false, None), Is.True);
        Assert.That(await Check.IsKnownAsync("audit", [Two], adopt: false, None), Is.False);
        Assert.That(await Check.IsKnownAsync("audit", [Two], adopt: false, None), Is.False, "a wrong key is not learnt");
        Assert.That(await Check.IsKnownAsync("audit", [One], adopt: false, None), Is.True);
        Assert.That(await Check.IsKnownAsync("another", [Two], adopt: false, None), Is.True, "each name has its key");
    }

    [Test]
    public async Task IsKnown_OfAKeyThatChanges_GoesByTheFormerOneToo()
    {
        await Check.IsKnownAsync("signing", [One], adopt: true, None);

        Assert.That(await Check.IsKnownAsync("signing", [Two, One], adopt: true, None), Is.True, "the former key is still taken");
        Assert.That(await Check.IsKnownAsync("signing", [Two], adopt: true, None), Is.True, "the current one is known from then on");
        Assert.That(await Check.IsKnownAsync("signing", [Three], adopt: true, None), Is.False);
        Assert.That(await Check.IsKnownAsync("signing", [Three], adopt: true, None), Is.True, "it is told once");
    }

    [Test]
    public async Task IsKnown_OfManyAtOnce_AgreesOnOne()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => Check.IsKnownAsync("audit", [number % 2 == 0 ? One : Two], adopt: false, None))));

        Assert.That(answers.Count(known => known), Is.EqualTo(10));
    }

    [Test]
    public async Task Find_OfAKeyThatAnotherHmacKeySealed_SaysThatItCannotCompare()
    {
        var key = new IdempotencyKey("alice", "executePromotion", "k");
        var (mine, others) = (new IdempotencyKeys(Store, One), new IdempotencyKeys(Store, Two));
        var commit = new Commit();
        mine.Bind(commit, key, mine.Seal("body"u8), "p1");
        (await Store.CommitAsync(commit, None)).OrThrow();

        Assert.That((await others.FindAsync(key, others.Seal("body"u8), None)).Phase, Is.EqualTo(IdempotencyPhase.OtherKey));
        Assert.That((await mine.FindAsync(key, mine.Seal("another"u8), None)).Phase, Is.EqualTo(IdempotencyPhase.OtherBody));
        Assert.That((await mine.FindAsync(key, mine.Seal("body"u8), None)).Phase, Is.EqualTo(IdempotencyPhase.Started));
    }
}
