using System.Net.Sockets;
using BoomiEmulator.Faults;
using Grpc.Core;
using PromotionEngine.Maintenance;
using PromotionEngine.State.Redis;
using Testing;

namespace PromotionEngine.Tests.Recovery;

/// <summary>Redis loses everything under an engine that runs.</summary>
[NonParallelizable]
public sealed class FlushedRedisTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Test]
    public async Task Flush_InTheMiddleOfARun_RefusesWritesUntilRebuiltAndThenTheRunIsUndone()
    {
        await using var redis = await RedisServer.StartAsync(isDurable: true);
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        boomi.Faults.Add(new FaultRule { Method = "POST", PathRegex = "/Component$", Nth = 2, Effect = FaultEffect.Delay, DelayMs = 2_500 });
        await using var engine = await EngineProcess.StartAsync(world, boomi.Address, redis.ConnectionString, ("Boomi:Platform:CallTimeout", "00:00:05"));
        var broken = engine.ExecuteAsync("key").ContinueWith(task => task.Exception, TaskScheduler.Default);
        for (var attempt = 0; boomi.Faults.List()[0].Hits == 0; attempt++)
        {
            Assert.That(attempt, Is.LessThan(3_000));
            await Task.Delay(10);
        }

        await engine.MaintainAsync((client, headers) => client.PublishOutboxAsync(new(), headers));
        await FlushAsync(redis.Port);
        var refused = Assert.ThrowsAsync<RpcException>(() => engine.ExecuteAsync("another"));
        var rebuilt = await engine.MaintainAsync((client, headers) => client.RebuildAsync(new(), headers));
        await broken.WaitAsync(Patience);
        await using var store = await RedisStateStore.ConnectAsync(new RedisStateOptions { Connection = redis.ConnectionString }, TimeProvider.System, CancellationToken.None);
        await using var looking = await LabEngine.BuildAsync(world, boomi, store, settings: ("State:FirstStart", "false"));
        for (var attempt = 0; (await looking.Records.ListLiveAsync(CancellationToken.None)).Count > 0; attempt++)
        {
            Assert.That(attempt, Is.LessThan(300), "the run that was broken off is undone");
            await Task.Delay(100);
        }

        Assert.That(refused?.StatusCode, Is.EqualTo(StatusCode.Unavailable));
        Assert.That((rebuilt.Report.Changed, rebuilt.Report.Failed), Is.EqualTo((1, 0)), rebuilt.Report.ToString());
        Assert.That(boomi.World.Branches(world.Primary), Has.Count.EqualTo(1), "only main");
        var undone = new PromotionService.V1.ExecutePromotionResponse { Success = false };
        Assert.That(await EndState.ProblemAsync(world, boomi, looking, undone, mayFail: true), Is.Empty);
        var next = await engine.ExecuteAsync("key").WaitAsync(Patience);
        await looking.Get<BranchSweep>().SweepAsync(dryRun: false, CancellationToken.None);
        Assert.That(next.Success, Is.True, next.ErrorMessage);
        Assert.That(boomi.World.Branches(world.Primary).Select(branch => branch.Name), Is.EquivalentTo(new[] { "main", next.BranchName }));
    }

    private static async Task FlushAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        await client.GetStream().WriteAsync("FLUSHALL\r\n"u8.ToArray());
        var answer = new byte[5];
        await client.GetStream().ReadExactlyAsync(answer);
        Assert.That(answer, Is.EqualTo("+OK\r\n"u8.ToArray()));
    }
}
