using BoomiEmulator.Faults;
using Contract.Calls;
using Google.Protobuf;
using Grpc.Core;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.DeferredAnswers;

/// <summary>What hosts ask of the engine about the answers that they owe, over gRPC.</summary>
[TestFixture]
public sealed class DeferredAnswersServiceTests
{
    private const int AnHour = 3_600_000;

    private static readonly ByteString Sealed = ByteString.CopyFromUtf8("sealed");

    [Test]
    public async Task Answer_RegisteredSavedAndSettled_IsLentOnceAndNeverAgain()
    {
        await using var engine = await RunningEngine.StartAsync();
        var first = await RegisterAsync(engine, "a1");
        var again = await RegisterAsync(engine, "a1");
        Assert.That((first > 0, again), Is.EqualTo((true, 0L)), "what is registered already is held by somebody");
        Assert.That(await ClaimAsync(engine), Is.Empty, "it is held");

        var saved = await SaveAsync(engine, "a1", first, "answered");
        var lent = (await ClaimAsync(engine)).Single();
        Assert.That((lent.Id, lent.Version > saved, lent.Content.ToStringUtf8()), Is.EqualTo(("a1", true, "answered")));
        Assert.That(await ClaimAsync(engine), Is.Empty, "it is lent");

        Assert.That(await SettleAsync(engine, "a1", lent.Version), Is.True);
        Assert.That((await SettleAsync(engine, "a1", lent.Version), await RegisterAsync(engine, "a1")), Is.EqualTo((false, 0L)), "what was settled is not owed again");
        Assert.That(await ClaimAsync(engine), Is.Empty);
    }

    [Test]
    public async Task Answer_OfAHostThatLostIt_CanNeitherBeHeldNorSavedNorSettled()
    {
        await using var engine = await RunningEngine.StartAsync();
        var version = await RegisterAsync(engine, "a1");
        await SaveAsync(engine, "a1", version, "sealed");
        var lent = (await ClaimAsync(engine)).Single();

        Assert.That((await HoldAsync(engine, "a1", version), await SaveAsync(engine, "a1", version, "late"), await SettleAsync(engine, "a1", version)), Is.EqualTo((false, 0L, false)));
        Assert.That(await HoldAsync(engine, "a1", lent.Version), Is.True);
    }

    [Test]
    public async Task Claim_OfMoreThanOne_LendsThoseThatWaitLongestFirst()
    {
        await using var engine = await RunningEngine.StartAsync();
        foreach (var id in (string[])["a1", "a2", "a3"])
        {
            await SaveAsync(engine, id, await RegisterAsync(engine, id), "sealed");
        }

        var most = await engine.DeferredAnswers.ClaimAsync(new ClaimRequest { Take = 2, HoldMilliseconds = AnHour }, RunningEngine.ByService());
        var rest = await engine.DeferredAnswers.ClaimAsync(new ClaimRequest { Take = -1, HoldMilliseconds = AnHour }, RunningEngine.ByService());

        Assert.That((most.Answers.Count, rest.Answers.Count), Is.EqualTo((2, 1)));
        Assert.That(most.Answers.Concat(rest.Answers).Select(answer => answer.Id), Is.EquivalentTo(new[] { "a1", "a2", "a3" }));
    }

    [TestCase("")]
    [TestCase("a b")]
    [TestCase("a:b")]
    [TestCase("ä")]
    [TestCase("129")]
    public async Task Id_ThatIsNone_IsRefusedByEveryCall(string id)
    {
        await using var engine = await RunningEngine.StartAsync();
        var wrong = id == "129" ? new string('a', 129) : id;

        foreach (var call in (Func<Task>[])
        [
            () => RegisterAsync(engine, wrong), () => HoldAsync(engine, wrong, 1), () => SaveAsync(engine, wrong, 1, "x"), () => SettleAsync(engine, wrong, 1),
        ])
        {
            Assert.That(async () => await call(), Throws.InstanceOf<RpcException>().With.Property(nameof(RpcException.StatusCode)).EqualTo(StatusCode.InvalidArgument));
        }
    }

    [Test]
    public async Task DescribeWork_SaysToItsCallerAloneHowFarTheWorkIs()
    {
        await using var engine = await RunningEngine.StartAsync();
        var root = engine.Process("Top");
        var request = new ExecutePromotionRequest
        {
            DevAccountId = engine.DevAccount,
            Components = { new PromotedComponent { ComponentId = root } },
            PromotionMetadata = new PromotionMetadata { DevPackageId = engine.Package(root) },
        };
        var headers = engine.By("alice");
        headers.Add(CallMetadata.IdempotencyKey, "token-1");
        engine.Boomi.Faults.Add(new FaultRule { Effect = FaultEffect.Delay, DelayMs = 100 });
        using var work = engine.Promotions.ExecutePromotionAsync(request, headers);

        var message = string.Empty;
        while (message.Length == 0 && !work.ResponseAsync.IsCompleted)
        {
            message = await DescribeAsync(engine, "alice", "token-1");
        }

        var (others, unknown) = (await DescribeAsync(engine, "bob", "token-1"), await DescribeAsync(engine, "alice", "token-2"));
        engine.Boomi.Faults.Clear();
        Assert.That((await work).ErrorMessage, Is.Empty);
        Assert.That(message, Does.Match(@"\A[^:]+: [0-9]+ of [0-9]+ components\.\z"));
        Assert.That((others, unknown, await DescribeAsync(engine, "alice", "token-1")), Is.EqualTo((string.Empty, string.Empty, string.Empty)), "nor is there anything to say when it has ended");
    }

    [Test]
    public async Task RecordRefusal_OfAConnectorsCall_IsAuditedWithHostPersonAndConnector()
    {
        await using var engine = await RunningEngine.StartAsync();
        var caller = new CallerIdentity { Kind = CallerKind.Connector, Connector = "Flow", Email = "alice@abc.example", ClientAddress = "192.0.2.7" };

        await engine.DeferredAnswers.RecordRefusalAsync(new RecordRefusalRequest { Host = "evil.example", Reason = "it is not among Outbound:CallbackHosts" }, RunningEngine.Headers(caller));
        await engine.DeferredAnswers.RecordRefusalAsync(new RecordRefusalRequest { Host = "evil.example", Reason = new string('x', 1_000) }, RunningEngine.Headers(caller));

        var audit = await engine.Audit.QueryAuditAsync(new QueryAuditRequest(), engine.By("carol"));
        Assert.That(audit.ChainIntact, Is.True);
        Assert.That(audit.Entries.Select(entry => (entry.Act, entry.Actor, entry.Client, entry.PromotionId)), Is.EqualTo(Enumerable.Repeat(("refuseCallback", "alice@abc.example (asserted by Flow)", "192.0.2.7", string.Empty), 2)));
        Assert.That(audit.Entries[1].After, Is.EqualTo("evil.example: it is not among Outbound:CallbackHosts"));
        Assert.That(audit.Entries[0].After, Is.EqualTo($"evil.example: {new string('x', 186)}"), "200 characters at most");
    }

    [Test]
    public async Task Calls_ThatNobodySigned_AreRefused()
    {
        await using var engine = await RunningEngine.StartAsync();

        Assert.That(
            async () => await engine.DeferredAnswers.DescribeWorkAsync(new DescribeWorkRequest { Action = "executePromotion", IdempotencyKey = "t" }),
            Throws.InstanceOf<RpcException>().With.Property(nameof(RpcException.StatusCode)).EqualTo(StatusCode.Unauthenticated));
    }

    private static async Task<long> RegisterAsync(RunningEngine engine, string id) =>
        (await engine.DeferredAnswers.RegisterAsync(new RegisterRequest { Id = id, Content = Sealed, HoldMilliseconds = AnHour }, RunningEngine.ByService())).Version;

    private static async Task<IReadOnlyList<ClaimedAnswer>> ClaimAsync(RunningEngine engine) =>
        (await engine.DeferredAnswers.ClaimAsync(new ClaimRequest { Take = 10, HoldMilliseconds = AnHour }, RunningEngine.ByService())).Answers;

    private static async Task<bool> HoldAsync(RunningEngine engine, string id, long version) =>
        (await engine.DeferredAnswers.HoldAsync(new HoldRequest { Id = id, Version = version, HoldMilliseconds = AnHour }, RunningEngine.ByService())).Held;

    // Due at once.
    private static async Task<long> SaveAsync(RunningEngine engine, string id, long version, string content) =>
        (await engine.DeferredAnswers.SaveAsync(new SaveRequest { Id = id, Version = version, Content = ByteString.CopyFromUtf8(content) }, RunningEngine.ByService())).Version;

    private static async Task<bool> SettleAsync(RunningEngine engine, string id, long version) =>
        (await engine.DeferredAnswers.SettleAsync(new SettleRequest { Id = id, Version = version }, RunningEngine.ByService())).Settled;

    private static async Task<string> DescribeAsync(RunningEngine engine, string persona, string key) =>
        (await engine.DeferredAnswers.DescribeWorkAsync(new DescribeWorkRequest { Action = "executePromotion", IdempotencyKey = key }, engine.By(persona))).Message;
}
