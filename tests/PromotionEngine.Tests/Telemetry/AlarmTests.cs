using System.Diagnostics;
using BoomiEmulator;
using BoomiEmulator.DataHub;
using BoomiEmulator.Faults;
using PromotionEngine.State;
using PromotionEngine.State.Redis;
using PromotionEngine.Tests.Recovery;
using PromotionService.V1;
using SeededHub;
using Testing;
using Testing.Otlp;

namespace PromotionEngine.Tests.Telemetry;

/// <summary>What the operators' page says to watch, brought about with real engines, and seen where a collector sees it.</summary>
[NonParallelizable]
public sealed class AlarmTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Test]
    public async Task Metrics_OfAnEngineInTrouble_ReachTheCollector()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var redis = await RedisServer.StartAsync(isDurable: true);
        await using var mail = new LoopbackMailServer { Answer = command => command.StartsWith("RCPT", StringComparison.Ordinal) ? "550 nobody here" : null };
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        await using var engine = await EngineProcess.StartAsync(world, boomi.Address, redis.ConnectionString, [.. Telling(collector), .. Mail(mail.Port), ("Boomi:Platform:RequestsPerSecond", "10"), ("Branches:SoftLimit", "1"), ("Engine:OutboxInterval", "01:00:00")]);
        await collector.UntilAsync("promotion.store.up", point => point.Value == 1);

        // The last record is refused for good. Then DataHub takes nothing.
        var first = await engine.ExecuteAsync("first");
        boomi.DataHub.Faults = new DataHubFaults { QuarantineEntity = await WaitingAsync(redis), QuarantineCause = "INCORPORATE_ERROR" };
        await PublishAsync(engine);
        await collector.UntilAsync("promotion.outbox.quarantined", point => point.Value > 0);
        boomi.DataHub.Faults = new DataHubFaults();
        boomi.Faults.Add(new FaultRule { Name = "away", Method = "POST", PathRegex = "/mdm/universes/[^/]+/records$", Status = 401, Effect = FaultEffect.Status });
        var deployed = await engine.DeployAsync(new PackageAndDeployRequest { PromotionId = first.PromotionId, PackageVersion = "1.0", CreateNewPack = true, NewPackName = "Alarm - TEST" }, "alice", "deploy");
        await PublishAsync(engine);
        await Task.WhenAll(
            collector.UntilAsync("promotion.outbox.waiting", point => point.Value > 0),
            collector.UntilAsync("promotion.outbox.lag", point => point.Value > 0),
            collector.UntilAsync("promotion.mail.set_aside", point => point.Value > 0),
            collector.UntilAsync("promotion.slots.taken", point => point.Value == 1),
            collector.UntilAsync("promotion.promotions.live", point => point.Value == 1 && point.Attributes["status"] == "TEST_DEPLOYED"));

        // What was set aside is sent again as it is now.
        boomi.Faults.Clear();
        await engine.MaintainAsync((client, headers) => client.PublishOutboxAsync(new PublishOutboxRequest { RecordsAgain = true }, headers));
        await collector.UntilAsync("promotion.outbox.quarantined", point => point.Value == 0);
        redis.Kill();
        await collector.UntilAsync("promotion.store.up", point => point.Value == 0);
        await collector.UntilWithoutAsync("promotion.store.up", "promotion.outbox.lag");
        await redis.RestartAsync();
        await collector.UntilAsync("promotion.store.up", point => point.Value == 1);
        boomi.Faults.Add(new FaultRule { Name = "busy", Method = "POST", PathRegex = "/Branch/query$", Times = 1, Status = 503, Effect = FaultEffect.Status });
        await engine.MaintainAsync((client, headers) => client.ReconcileSlotsAsync(new ReconcileSlotsRequest(), headers));
        await collector.UntilAsync("promotion.budget.refused", point => point.Value > 0);
        await redis.AskAsync("DEL promo:1:{promo}:r:epoch");
        await collector.UntilAsync("promotion.store.writes", point => point.Value == 0);

        Assert.That((first.Success, deployed.Success), Is.EqualTo((true, true)), $"{first.ErrorMessage} {deployed.ErrorMessage}");
        Assert.That(collector.Points.Where(point => point.Metric == "promotion.budget.wait" && point.Count > 0).Select(point => point.Attributes["lane"]).Distinct(), Is.SupersetOf(new[] { "Interactive", "Run", "Housekeeping" }));
        Assert.That(collector.Points.Select(point => point.Service).Distinct(), Is.EqualTo(new[] { "promotion-engine" }));
    }

    [Test]
    public async Task Run_ThatIsTakenOver_IsToldAsLapsedAndTakenOver_AndMakesItsCallsInTheCallersTrace()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var redis = await RedisServer.StartAsync(isDurable: true);
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        boomi.Faults.Add(new FaultRule { Method = "POST", PathRegex = "/Component$", Nth = 2, Effect = FaultEffect.CutAfter, DelayMs = 50 });
        (string, string) never = ("Runs:RecoveryInterval", "01:00:00");
        await using var killed = await EngineProcess.StartAsync(world, boomi.Address, redis.ConnectionString, [.. Telling(collector), never]);
        await using var other = await EngineProcess.StartAsync(world, boomi.Address, redis.ConnectionString, [.. Telling(collector), never]);
        using var caller = new Activity("a caller").SetIdFormat(ActivityIdFormat.W3C);
        caller.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        caller.Start();
        var lost = killed.ExecuteAsync("key").ContinueWith(task => task.Exception, TaskScheduler.Default);
        caller.Stop();
        for (var attempt = 0; boomi.Faults.List()[0].Hits == 0; attempt++)
        {
            Assert.That(attempt, Is.LessThan(6_000));
            await Task.Delay(10);
        }

        killed.Kill();
        await lost.WaitAsync(Patience);
        await collector.UntilAsync("promotion.runs.active", point => point.Value == 1);
        await collector.UntilAsync("promotion.runs.lapsed", point => point.Value == 1);
        await other.MaintainAsync((client, headers) => client.RecoverRunsAsync(new RecoverRunsRequest(), headers));
        await collector.UntilAsync("promotion.runs.taken_over", point => point.Value >= 1);
        var answering = other.ExecuteAsync("key");
        while (await Task.WhenAny(answering, Task.Delay(500)) != answering)
        {
            // A machine that stood still for longer than the lease lets the run lapse once more.
            await other.MaintainAsync((client, headers) => client.RecoverRunsAsync(new RecoverRunsRequest(), headers)).WaitAsync(Patience);
        }

        var answer = await answering;
        await other.StopAsync();

        Assert.That(answer.Success, Is.True, answer.ErrorMessage);
        var trace = collector.Spans.Where(span => span.TraceId == caller.TraceId.ToHexString()).ToList();
        var resumed = trace.Where(span => span.Name == "promotion.run.resumed").ToList();
        Assert.That(resumed.Select(span => (span["promotion.id"], span.ParentId.Length)).Distinct(), Is.EqualTo(new[] { (answer.PromotionId, 16) }));
        Assert.That(
            trace.Where(span => span.Kind == 3 && resumed.Exists(run => run.SpanId == span.ParentId)).Select(span => span["url.full"]),
            Has.Some.EndsWith("/Component").And.Some.Contains("/Branch"));
        Assert.That(Told(collector.Spans), Has.None.Contains("@").And.None.Contains(EmulatorCredential.Default.Token).And.None.Contains(SeededRepository.Access.Token));
    }

    private static Task<PublishOutboxResponse> PublishAsync(EngineProcess engine) => engine.MaintainAsync((client, headers) => client.PublishOutboxAsync(new PublishOutboxRequest(), headers));

    private static async Task<int> WaitingAsync(RedisServer redis)
    {
        await using var store = await RedisStateStore.ConnectAsync(new RedisStateOptions { Connection = redis.ConnectionString }, TimeProvider.System, CancellationToken.None);
        return (int)await new Outbox(store).CountPendingAsync(CancellationToken.None);
    }

    private static IEnumerable<string> Told(IEnumerable<OtlpSpan> spans) => spans.SelectMany(span => span.Attributes.Select(attribute => attribute.Value).Append(span.Name));

    private static (string, string)[] Telling(OtlpReceiver collector) =>
        [("Telemetry:OtlpEndpoint", collector.Address), ("Telemetry:OtlpOverHttp", "true"), ("Telemetry:Interval", "00:00:01")];

    private static (string, string)[] Mail(int port) =>
    [
        ("Mail:Host", "127.0.0.1"), ("Mail:Port", $"{port}"), ("Mail:Security", "None"), ("Mail:From", "promotions@abc.example"), ("Mail:LinkBase", "https://promotions.abc.example"),
        ("Mail:DeveloperList:0", "developers@abc.example"), ("Mail:AdminList:0", "admins@abc.example"), ("Mail:Tries", "1"),
    ];
}
