using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using BoomiEmulator;
using BoomiEmulator.Faults;
using Contract.Errors;
using PromotionEngine.State.Redis;
using PromotionService.V1;
using Testing;

namespace PromotionEngine.Tests.Recovery;

/// <summary>
/// An engine's process is ended with SIGKILL before and after each commit to a durable Redis and each writing call to the platform; a second process takes
/// over. And the same with Redis's process, which is started again. A spread of the moments by default, all of them where <c>PROMOTION_KILL_EVERY_MOMENT=1</c>.
/// </summary>
[NonParallelizable]
public sealed class ProcessKillTests
{
    private const string Key = "the-same-call";
    private const int Spread = 5;
    private const int AtOnce = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static bool IsComplete => Environment.GetEnvironmentVariable("PROMOTION_KILL_EVERY_MOMENT") == "1";

    [Test]
    public async Task Kill_AtMomentsOfARun_TheRunEndsOnceAndTheRepeatIsAnswered() => Assert.That(await KillAtMomentsAsync([], mayFail: false), Is.Empty);

    [Test]
    public async Task Kill_AtMomentsOfARunThatIsUndone_LeavesNothing()
    {
        var refusal = new FaultRule { Method = "POST", PathRegex = "/Component$", Every = 2, Effect = FaultEffect.Status, Status = 400, Body = "refused by a test" };

        Assert.That(await KillAtMomentsAsync([refusal], mayFail: true), Is.Empty);
    }

    [Test]
    public async Task KillOfRedis_AtMomentsOfARun_TheRunEndsOnceAndTheRepeatIsAnswered() => Assert.That(await KillAtMomentsAsync([], mayFail: false, killsRedis: true), Is.Empty);

    private static async Task<IReadOnlyList<string>> KillAtMomentsAsync(IReadOnlyList<FaultRule> faults, bool mayFail, bool killsRedis = false)
    {
        var watch = Stopwatch.StartNew();
        var world = await RecoveryWorld.GetAsync();
        var moments = await MomentsAsync(world, faults, mayFail);
        Assert.That(moments.Count(moment => moment == "before commit"), Is.GreaterThan(5));
        Assert.That(moments.Count(moment => moment.StartsWith("after POST", StringComparison.Ordinal)), Is.GreaterThan(3));
        var all = Enumerable.Range(1, moments.Count);
        var chosen = IsComplete ? all : all.Where(moment => moment * Spread / moments.Count != (moment - 1) * Spread / moments.Count);
        var lines = new ConcurrentQueue<string>();
        var problems = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(chosen, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (moment, _) =>
        {
            var kill = new ProcessKill(moment, killsRedis);
            var (outcome, problem) = await OutcomeAsync(world, kill, faults, mayFail, killsRedis);
            var where = kill.Dead.IsCompleted ? kill.Moments[^1] : "after its answer";
            lines.Enqueue($"{moment}\t{where}\t{outcome}\t{problem}");
            if (problem.Length > 0)
            {
                problems.Enqueue($"Moment {moment}, {where}: {problem}");
            }
        });
        await TestContext.Out.WriteLineAsync($"{moments.Count} moments: {string.Join("; ", moments.CountBy(moment => moment).Select(pair => $"{pair.Value} {pair.Key}"))}");
        await TestContext.Out.WriteLineAsync(string.Join('\n', lines.OrderBy(line => int.Parse(line.Split('\t')[0], CultureInfo.InvariantCulture))));
        await TestContext.Out.WriteLineAsync($"{lines.Count} kills in {watch.Elapsed.TotalSeconds:0} s");
        return [.. problems];
    }

    private static async Task<IReadOnlyList<string>> MomentsAsync(RecoveryWorld world, IReadOnlyList<FaultRule> faults, bool mayFail)
    {
        await using var redis = await RedisServer.StartAsync(isDurable: true);
        await using var boomi = await world.StartCopyAsync();
        boomi.Faults.Set(1, faults);
        var kill = new ProcessKill(int.MaxValue);
        await using var store = new KillingProxy(redis.Port, kill, () => new StoreTap());
        await using var platform = new KillingProxy(boomi.Address.Port, kill, () => new PlatformTap());
        await using var engine = await StartAsync(world, platform.Port, store.Port);
        kill.Arm(engine.Kill);
        var answer = await engine.ExecuteAsync(Key).WaitAsync(Patience);
        Assert.That(answer.Success, Is.Not.EqualTo(mayFail), answer.ErrorMessage);
        return kill.Moments;
    }

    private static async Task<(string Outcome, string Problem)> OutcomeAsync(RecoveryWorld world, ProcessKill kill, IReadOnlyList<FaultRule> faults, bool mayFail, bool killsRedis)
    {
        await using var redis = await RedisServer.StartAsync(isDurable: true);
        await using var boomi = await world.StartCopyAsync();
        boomi.Faults.Set(1, faults);
        await using var store = new KillingProxy(redis.Port, kill, () => new StoreTap());
        await using var platform = new KillingProxy(boomi.Address.Port, kill, () => new PlatformTap());
        await using var first = await StartAsync(world, platform.Port, store.Port);
        await using var second = await StartAsync(world, boomi.Address.Port, redis.Port);
        try
        {
            kill.Arm(killsRedis ? redis.Kill : first.Kill);
            var begun = first.ExecuteAsync(Key).ContinueWith(task => task.Exception, TaskScheduler.Default);
            await Task.WhenAny(kill.Dead, begun).WaitAsync(Patience);
            if (killsRedis)
            {
                await redis.RestartAsync();
            }
            else
            {
                first.Kill();
            }

            await begun.WaitAsync(Patience);
            var repeated = await second.ExecuteAsync(Key).WaitAsync(Patience);
            var again = await second.ExecuteAsync(Key).WaitAsync(Patience);
            return (repeated.Success ? "COMPLETED" : $"FAILED {repeated.ErrorCode}", await ProblemAsync(world, boomi, redis, (repeated, again), mayFail));
        }
        catch (Exception exception) when (exception is TimeoutException or Grpc.Core.RpcException)
        {
            return ("none", exception.Message);
        }
    }

    private static async Task<string> ProblemAsync(
        RecoveryWorld world, EmulatorHost boomi, RedisServer redis, (ExecutePromotionResponse First, ExecutePromotionResponse Second) answers, bool mayFail)
    {
        // An answer that says "try again" is given once and not kept: the second is then that of a run of its own.
        if (!answers.First.Equals(answers.Second) && !ErrorCatalogue.IsRetryable(answers.First.ErrorCode))
        {
            return $"the repeats were answered differently: {answers.First} and {answers.Second}";
        }

        await using var store = await RedisStateStore.ConnectAsync(new RedisStateOptions { Connection = redis.ConnectionString }, TimeProvider.System, CancellationToken.None);
        await using var looking = await LabEngine.BuildAsync(world, boomi, store);
        await EndState.MaintainAsync(looking);
        return await EndState.ProblemAsync(world, boomi, looking, answers.Second, mayFail);
    }

    private static Task<EngineProcess> StartAsync(RecoveryWorld world, int boomi, int redis) => EngineProcess.StartAsync(
        world,
        new Uri($"http://127.0.0.1:{boomi.ToString(CultureInfo.InvariantCulture)}"),
        $"127.0.0.1:{redis.ToString(CultureInfo.InvariantCulture)}",
        ("Runs:Lease", "00:00:02"),
        ("Boomi:Platform:CallTimeout", "00:00:03"));
}
