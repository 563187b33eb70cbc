using System.Collections.Concurrent;
using System.Globalization;
using BoomiEmulator;
using PromotionEngine.Deployments;
using PromotionEngine.State.Redis;
using PromotionService.V1;
using Testing;

namespace PromotionEngine.Tests.Recovery;

/// <summary>
/// An engine's process is ended with SIGKILL before and after commits to a durable Redis and writing calls to the platform while it deploys, or repeats a release that failed; a second process
/// takes over. A spread of the moments by default, all of them where <c>PROMOTION_KILL_EVERY_MOMENT=1</c>, the listed ones where
/// <c>PROMOTION_KILL_MOMENTS</c> has any.
/// </summary>
[NonParallelizable]
public sealed class DeploymentProcessKillTests
{
    private const string Key = "the-same-call";
    private const int Spread = 3;
    private const int AtOnce = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static bool IsComplete => Environment.GetEnvironmentVariable("PROMOTION_KILL_EVERY_MOMENT") == "1";

    // A list, for whoever looks into one of them.
    private static int[] Wanted => [.. (Environment.GetEnvironmentVariable("PROMOTION_KILL_MOMENTS") ?? string.Empty)
        .Split(',', StringSplitOptions.RemoveEmptyEntries).Select(moment => int.Parse(moment, CultureInfo.InvariantCulture))];

    [TestCase(DeploymentMode.Test, false)]
    [TestCase(DeploymentMode.Production, false)]
    [TestCase(DeploymentMode.Hotfix, false)]
    [TestCase(DeploymentMode.PackAssignment, false)]
    [TestCase(DeploymentMode.Production, true)]
    public async Task Kill_AtMomentsOfADeployment_EndsAsIfItHadNotBeen(DeploymentMode mode, bool isAgain)
    {
        var counted = new ProcessKill(int.MaxValue);
        Assert.That((await OutcomeAsync(mode, isAgain, counted)).Problem, Is.Empty);
        var moments = counted.Moments.Count;
        Assert.That(moments, Is.GreaterThan(15));
        var all = Enumerable.Range(1, moments);
        var chosen = Wanted.Length > 0 ? Wanted : IsComplete ? all : all.Where(moment => moment * Spread / moments != (moment - 1) * Spread / moments);
        var problems = new ConcurrentQueue<string>();
        var times = new ConcurrentDictionary<int, TimeSpan>();
        await Parallel.ForEachAsync(chosen, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (moment, _) =>
        {
            var kill = new ProcessKill(moment);
            var began = TimeProvider.System.GetTimestamp();
            var (where, problem) = await OutcomeAsync(mode, isAgain, kill);
            times[moment] = TimeProvider.System.GetElapsedTime(began);
            if (problem.Length > 0)
            {
                problems.Enqueue($"Moment {moment}, {where}: {problem}");
            }
        });
        var (slowest, time) = times.MaxBy(pair => pair.Value);
        await TestContext.Out.WriteLineAsync($"Slowest of {times.Count}: moment {slowest}, {time.TotalSeconds:0} s with the start of two engines.");
        await TestContext.Out.WriteLineAsync($"{moments} moments: {string.Join("; ", counted.Moments.CountBy(moment => moment).Select(pair => $"{pair.Value} {pair.Key}"))}");

        Assert.That(problems, Is.Empty);
    }

    private static async Task<(string Where, string Problem)> OutcomeAsync(DeploymentMode mode, bool isAgain, ProcessKill kill)
    {
        var world = await RecoveryWorld.GetAsync();
        await using var redis = await RedisServer.StartAsync(isDurable: true);
        await using var boomi = await world.StartCopyAsync();
        await using var shared = await RedisStateStore.ConnectAsync(new RedisStateOptions { Connection = redis.ConnectionString }, TimeProvider.System, CancellationToken.None);
        await using var looking = await LabEngine.BuildAsync(world, boomi, shared);
        var scene = new DeploymentScene(mode, world, string.Empty, await DeploymentScene.PrepareAsync(looking, boomi, mode, isAgain));
        await using var store = new KillingProxy(redis.Port, kill, () => new StoreTap());
        await using var platform = new KillingProxy(boomi.Address.Port, kill, () => new PlatformTap());
        await using var first = await StartAsync(world, platform.Port, store.Port);
        await using var second = await StartAsync(world, boomi.Address.Port, redis.Port);
        try
        {
            kill.Arm(first.Kill);
            var begun = first.DeployAsync(scene.Request(), scene.Person, Key).ContinueWith(task => task.Exception, TaskScheduler.Default);
            await Task.WhenAny(kill.Dead, begun).WaitAsync(Patience);
            first.Kill();
            await begun.WaitAsync(Patience);
            var repeated = await RepeatAsync(second, scene).WaitAsync(Patience);
            var again = await RepeatAsync(second, scene).WaitAsync(Patience);
            var problem = repeated.Equals(again) ? await DeploymentEndState.ProblemAsync(scene, boomi, looking, repeated) : $"the repeats were answered differently: {repeated} and {again}";
            return (kill.Dead.IsCompleted ? kill.Moments[^1] : "after its answer", problem);
        }
        catch (Exception exception) when (exception is TimeoutException or Grpc.Core.RpcException)
        {
            var left = (await looking.Records.GetAsync(scene.Promotion, CancellationToken.None))?.Promotion;
            return (kill.Dead.IsCompleted ? kill.Moments[^1] : "not killed", $"no answer, {exception.Message} The promotion is {left?.Status}, {left?.Step}, with {left?.Lease}.");
        }
    }

    // On a busy machine the store may not answer in time; a caller who is told so comes again.
    private static async Task<PackageAndDeployResponse> RepeatAsync(EngineProcess engine, DeploymentScene scene)
    {
        while (true)
        {
            try
            {
                return await engine.DeployAsync(scene.Request(), scene.Person, Key);
            }
            catch (Grpc.Core.RpcException exception) when (exception.StatusCode == Grpc.Core.StatusCode.Unavailable)
            {
                await Task.Delay(200);
            }
        }
    }

    private static Task<EngineProcess> StartAsync(RecoveryWorld world, int boomi, int redis) => EngineProcess.StartAsync(
        world,
        new Uri($"http://127.0.0.1:{boomi.ToString(CultureInfo.InvariantCulture)}"),
        $"127.0.0.1:{redis.ToString(CultureInfo.InvariantCulture)}",
        ("Runs:Lease", "00:00:02"),
        ("Boomi:Platform:CallTimeout", "00:00:03"),
        ("Deployments:LostReleaseTimeout", "00:00:01"));
}
