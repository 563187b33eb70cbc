using System.Text;
using PromotionEngine.State;

namespace PromotionEngine.Tests.State;

public sealed class CallersTests(StoreKind kind) : StateSuite(kind)
{
    private static readonly IdempotencyKey Key = new("flow|alice", "executePromotion", "k1");

    private IdempotencyKeys Keys => new(Store, new byte[32]);

    [Test]
    public async Task Bind_FromFiftyAtOnce_BeginsTheWorkOnce()
    {
        var seal = Keys.Seal("body"u8);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Task.Run(() =>
        {
            var commit = new Commit().Append("work", $"{number}");
            Keys.Bind(commit, Key, seal, $"p{number}");
            return Store.CommitAsync(commit, None);
        })));

        var state = await Keys.FindAsync(Key, seal, None);
        Assert.That(outcomes.Count(outcome => outcome.IsCommitted), Is.EqualTo(1));
        Assert.That(outcomes.Count(outcome => Keys.IsBound(outcome, Key)), Is.EqualTo(49));
        Assert.That(state.Phase, Is.EqualTo(IdempotencyPhase.Started));
        Assert.That(state.Reference, Is.EqualTo($"p{(await Store.ReadListAsync("work", 1, 9, None)).Single().Value}"));
    }

    [Test]
    public async Task Find_AfterTheAnswer_GivesItsBytes_AndOnlyTheFirstStays()
    {
        await BindAsync("body");
        byte[] answer = [0, 255, 10, 13, 34];

        Assert.That(await Keys.AnswerAsync(Key, answer, None), Is.True);
        Assert.That(await Keys.AnswerAsync(Key, "other"u8.ToArray(), None), Is.False);

        var state = await Keys.FindAsync(Key, Keys.Seal("body"u8), None);
        Assert.That(state.Phase, Is.EqualTo(IdempotencyPhase.Answered));
        Assert.That(state.Answer.ToArray(), Is.EqualTo(answer));
    }

    [Test]
    public async Task Find_WithAnotherBodyScopeOrAction_IsToldApart()
    {
        await BindAsync("body");

        Assert.That((await Keys.FindAsync(Key, Keys.Seal("body2"u8), None)).Phase, Is.EqualTo(IdempotencyPhase.OtherBody));
        Assert.That((await Keys.FindAsync(Key with { Scope = "flow|bob" }, Keys.Seal("body"u8), None)).Phase, Is.EqualTo(IdempotencyPhase.New));
        Assert.That((await Keys.FindAsync(Key with { Action = "other" }, Keys.Seal("body"u8), None)).Phase, Is.EqualTo(IdempotencyPhase.New));
        Assert.That(Keys.Seal("body"u8), Is.Not.EqualTo(new IdempotencyKeys(Store, [.. Enumerable.Repeat((byte)1, 32)]).Seal("body"u8)));
    }

    [Test]
    public async Task Forget_FreesAStartedKey_ButNeitherAnothersNorAnAnsweredOne()
    {
        await BindAsync("body");
        await Keys.ForgetAsync(Key, "another", None);
        Assert.That((await Keys.FindAsync(Key, Keys.Seal("body"u8), None)).Phase, Is.EqualTo(IdempotencyPhase.Started));
        await Keys.ForgetAsync(Key, "p1", None);
        Assert.That((await Keys.FindAsync(Key, Keys.Seal("body"u8), None)).Phase, Is.EqualTo(IdempotencyPhase.New));

        await BindAsync("body");
        await Keys.AnswerAsync(Key, "x"u8.ToArray(), None);
        await Keys.ForgetAsync(Key, "p1", None);
        Assert.That((await Keys.FindAsync(Key, Keys.Seal("body"u8), None)).Phase, Is.EqualTo(IdempotencyPhase.Answered));
    }

    [Test]
    public async Task Restore_OfASession_IsForItsOwnerOnly()
    {
        var sessions = new SessionStore(Store);
        var savedAt = await sessions.SaveAsync("alice", "page", "{\"a\":1}", None);
        await sessions.SaveAsync("bob", "page", "{\"b\":1}", None);

        Assert.That(await sessions.RestoreAsync("alice", "page", None), Is.EqualTo(new Session("{\"a\":1}", savedAt!.Value)));
        Assert.That((await sessions.RestoreAsync("bob", "page", None))!.State, Is.EqualTo("{\"b\":1}"));
        Assert.That(await sessions.RestoreAsync("alicep", "age", None), Is.Null);
    }

    [Test]
    public async Task Save_OfMoreThan64KiB_IsRefusedAndKeepsTheFormer()
    {
        var sessions = new SessionStore(Store);
        await sessions.SaveAsync("alice", "page", "small", None);

        Assert.That(await sessions.SaveAsync("alice", "page", new string('ä', (SessionStore.MaxBytes / 2) + 1), None), Is.Null);
        Assert.That((await sessions.RestoreAsync("alice", "page", None))!.State, Is.EqualTo("small"));
        Assert.That(await sessions.SaveAsync("alice", "page", new string('ä', SessionStore.MaxBytes / 2), None), Is.Not.Null);
    }

    [Test]
    public async Task TryUse_OfANonce_IsTrueOnceUntilItEnds()
    {
        var nonces = new Nonces(Store);

        var uses = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(() => nonces.TryUseAsync("n1", TimeSpan.FromMinutes(5), None))));
        Assert.That(uses.Count(used => used), Is.EqualTo(1));
        Assert.That(await nonces.TryUseAsync("n2", TimeSpan.FromMilliseconds(50), None), Is.True);

        await Under.PassAsync(TimeSpan.FromMilliseconds(100));
        Assert.That(await nonces.TryUseAsync("n2", TimeSpan.FromMinutes(1), None), Is.True);
    }

    private async Task BindAsync(string body)
    {
        var commit = new Commit();
        Keys.Bind(commit, Key, Keys.Seal(Encoding.UTF8.GetBytes(body)), "p1");
        (await Store.CommitAsync(commit, None)).OrThrow();
    }
}
