using System.Net.Sockets;
using System.Text;
using Contract.Calls;
using Grpc.Core;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Running;
using PromotionEngine.State;
using PromotionEngine.State.Redis;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;
using Testing;

namespace PromotionEngine.Tests.Recovery;

/// <summary>A Redis that takes no writes, is used by others, or was written by another version, under a whole engine. Each test has a server of its own.</summary>
public sealed class TroubledRedisTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static readonly object[] Troubles =
    [
        new TestCaseData("CONFIG SET maxmemory 1000kb", "CONFIG SET maxmemory 0").SetArgDisplayNames("full"),
        new TestCaseData("REPLICAOF 127.0.0.1 1", "REPLICAOF NO ONE").SetArgDisplayNames("read-only"),
    ];

    [TestCaseSource(nameof(Troubles))]
    public async Task ExecutePromotion_OnARedisThatTakesNoWrites_IsUnavailableAndBeginsNothing(string begin, string end)
    {
        await using var redis = await RedisServer.StartAsync(isDurable: true);
        await using var engine = await StartAsync(redis);
        var top = engine.Process("Top");
        engine.Package(top);
        await engine.PromoteAsync(top);
        var before = engine.Boomi.World.Branches(engine.Primary).Select(branch => branch.Name).ToList();

        await SendAsync(redis, begin);
        var refused = Assert.ThrowsAsync<RpcException>(() => engine.PromoteAsync(top));
        var accounts = await engine.Accounts.GetDevAccountsAsync(new GetDevAccountsRequest(), engine.By("alice"));
        var listed = await engine.StatusAsync();
        var standing = engine.Boomi.World.Branches(engine.Primary).Select(branch => branch.Name).ToList();
        await SendAsync(redis, end);
        var later = await engine.PromoteAsync(top);

        Assert.That(refused!.StatusCode, Is.EqualTo(StatusCode.Unavailable));
        Assert.That((accounts.Success, listed.TotalCount), Is.EqualTo((true, 1)), "reads are served");
        Assert.That(standing, Is.EqualTo(before));
        Assert.That(later.ErrorMessage, Is.Empty);
    }

    [TestCaseSource(nameof(Troubles))]
    public async Task Run_OnARedisThatTakesNoWritesInTheMiddle_GoesOnWhenItDoesAgain(string begin, string end)
    {
        await using var redis = await RedisServer.StartAsync(isDurable: true);
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        await using var store = await RedisStateStore.ConnectAsync(new RedisStateOptions { Connection = redis.ConnectionString }, TimeProvider.System, CancellationToken.None);
        var isTroubled = false;
        using var watch = new CrashSwitch(int.MaxValue) { Passing = TroubleBeforeTheFirstCreate };
        await using var engine = await LabEngine.BuildAsync(world, boomi, store, watch);

        var waiting = engine.ExecuteAsync("key");
        while (!isTroubled || !engine.Get<RunHost>().EndOf(await RunAsync(engine)).IsCompleted)
        {
            await Task.Delay(5);
        }

        var during = boomi.Journal.Counts(world.Primary)["Component.create"];
        await SendAsync(redis, end);
        await engine.TakeOverAsync();
        var answer = await waiting.WaitAsync(Patience);

        Assert.That(during, Is.EqualTo(1), "what cannot be noted is not written");
        Assert.That(answer.Success, Is.True, answer.ErrorMessage);
        Assert.That(await EndState.ProblemAsync(world, boomi, engine, answer, mayFail: false), Is.Empty);
        Assert.That(await engine.ExecuteAsync("key"), Is.EqualTo(answer));

        void TroubleBeforeTheFirstCreate(string where)
        {
            if (!isTroubled && where.StartsWith("before POST", StringComparison.Ordinal) && where.EndsWith("/Component", StringComparison.Ordinal))
            {
                SendAsync(redis, begin).GetAwaiter().GetResult();
                Volatile.Write(ref isTroubled, true);
            }
        }
    }

    // Longer than a moment, because every exchange with a Redis that is away is tried for two seconds.
    [Test]
    public async Task Reads_WhileRedisIsAway_AreServedFromElsewhereAndMarked_AndWritesAreUnavailable()
    {
        await using var redis = await RedisServer.StartAsync(isDurable: true);
        await using var engine = await StartAsync(redis, ("Boomi:Platform:RequestsPerSecond", "10"));
        var top = engine.Process("Top");
        var package = engine.Package(top);
        var promoted = await engine.PromoteAsync(top);
        Assert.That(await engine.DrainOutboxAsync(), Is.Zero);
        var before = await engine.StatusAsync();

        redis.Kill();
        var listed = await engine.StatusAsync();
        var accounts = await engine.Accounts.GetDevAccountsAsync(new GetDevAccountsRequest(), engine.By("alice"));
        var packages = await engine.Packages.ListDevPackagesAsync(new ListDevPackagesRequest { DevAccountId = engine.DevAccount }, engine.By("alice"));
        var refused = Assert.ThrowsAsync<RpcException>(() => engine.ExecuteAsync([top], package: package));
        await redis.RestartAsync();

        Assert.That((before.MayBeOld, listed.MayBeOld), Is.EqualTo((false, true)));
        Assert.That(listed.Promotions.Select(row => (row.PromotionId, row.Status)), Is.EqualTo(new[] { (promoted.PromotionId, "COMPLETED") }));
        Assert.That((accounts.Success, packages.Success), Is.EqualTo((true, true)), packages.ErrorMessage);
        Assert.That(refused!.StatusCode, Is.EqualTo(StatusCode.Unavailable));
    }

    [Test]
    public async Task AnotherApplication_InTheSameRedis_KeepsItsKeysAndDisturbsNothing()
    {
        await using var redis = await RedisServer.StartAsync(isDurable: true);
        await SendAsync(redis, "SET promotions:time theirs");
        await SendAsync(redis, "HSET promo:users alice 1");
        await using var engine = await StartAsync(redis);
        var top = engine.Process("Top");
        engine.Package(top);

        var answer = await engine.PromoteAsync(top);
        await engine.Maintenance.RebuildAsync(new RebuildRequest(), RunningEngine.ByService());

        Assert.That(answer.ErrorMessage, Is.Empty);
        Assert.That(await SendAsync(redis, "GET promotions:time"), Does.Contain("theirs"));
        Assert.That(await SendAsync(redis, "HGET promo:users alice"), Does.Contain("1"));
    }

    [Test]
    public async Task AnotherApplication_UnderOneOfOurKeys_IsUnavailableAndBeginsNothing()
    {
        await using var redis = await RedisServer.StartAsync(isDurable: true);
        await using var engine = await StartAsync(redis);
        var top = engine.Process("Top");
        engine.Package(top);
        await SendAsync(redis, "SET promo:1:{promo}:i:slots theirs");

        var refused = Assert.ThrowsAsync<RpcException>(() => engine.PromoteAsync(top));
        var branches = engine.Boomi.World.Branches(engine.Primary).Count;
        var records = (await engine.StatusAsync()).TotalCount;
        await SendAsync(redis, "DEL promo:1:{promo}:i:slots");
        var later = await engine.PromoteAsync(top);

        Assert.That(refused!.StatusCode, Is.EqualTo(StatusCode.Unavailable));
        Assert.That((branches, records), Is.EqualTo((1, 0)), "nothing of the claim was made");
        Assert.That(later.ErrorMessage, Is.Empty);
    }

    [TestCase("0", TestName = "Layout_OfAnOlderVersion_IsReadPastAndNothingIsWritten")]
    [TestCase("2", TestName = "Layout_OfANewerVersion_IsReadPastAndNothingIsWritten")]
    public async Task Layout(string layout)
    {
        await using var redis = await RedisServer.StartAsync(isDurable: true);
        var key = $"promo:{layout}:{{promo}}:r:promotion:p1";
        await SendAsync(redis, $"HSET {key} v 1 d what-the-other-version-wrote");
        await using var engine = await StartAsync(redis);
        var top = engine.Process("Top");
        engine.Package(top);

        var refused = Assert.ThrowsAsync<RpcException>(() => engine.PromoteAsync(top));
        var listed = await engine.StatusAsync();
        var rebuilt = await engine.Maintenance.RebuildAsync(new RebuildRequest(), RunningEngine.ByService());

        Assert.That(refused!.StatusCode, Is.EqualTo(StatusCode.Unavailable));
        Assert.That((listed.Success, listed.TotalCount), Is.EqualTo((true, 0)));
        Assert.That(rebuilt.Report.Findings.Single(), Does.Contain($"layout {layout}"), "a rebuild does not go over it either");
        Assert.That(await SendAsync(redis, $"HGET {key} d"), Does.Contain("what-the-other-version-wrote"));
        Assert.That(engine.Boomi.World.Branches(engine.Primary), Has.Count.EqualTo(1));
    }

    private static Task<RunningEngine> StartAsync(RedisServer redis, params (string Name, string Value)[] settings) =>
        RunningEngine.StartAsync([("State:Redis", redis.ConnectionString), ("Audit:Key", SharedKey.Generate()), .. settings]);

    private static async Task<PromotionId> RunAsync(LabEngine engine) =>
        (await engine.Records.ListByTimeAsync(IndexRange.All, CancellationToken.None)).Select(stored => stored.Promotion.Id).SingleOrDefault();

    private static async Task<string> SendAsync(RedisServer redis, string command)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", redis.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"));
        var buffer = new byte[512];
        var read = await stream.ReadAsync(buffer);
        var answer = Encoding.ASCII.GetString(buffer, 0, read);
        Assert.That(answer, Does.Not.StartWith("-"), command);
        return answer;
    }
}
