using System.Diagnostics;
using System.Globalization;
using BoomiEmulator.Faults;
using Faults.Tests.Processes;

namespace Faults.Tests.Rounds;

/// <summary>Breaks what the dice of a round say, and mends it again. The seed puts all kinds in an order again and again, which the rounds go through, so that none is left out.</summary>
internal sealed class FaultInjection(Landscape landscape, Dice dice, ulong seed, int round)
{
    private const int EachRound = 2;

    private readonly List<string> _told = [];

    /// <summary>What was done, for the report of a failure.</summary>
    public IReadOnlyList<string> Told => _told;

    /// <summary>What was done, and what it hit.</summary>
    public List<DoneFault> Done { get; } = [];

    /// <summary>How long it took until all was whole again.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>Does two or three faults, one after the other or, where they hit different parts, at once, and returns when everything is whole again.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var since = Stopwatch.StartNew();
        var kinds = Kinds();
        var atOnce = dice.Chance(35);
        var turns = kinds.GroupBy(kind => atOnce ? PartOf(kind) : string.Empty, StringComparer.Ordinal).Select(turn => (Kinds: turn.ToList(), Dice: dice.Fork())).ToList();
        await Task.WhenAll(turns.Select(turn => InTurnAsync(turn.Kinds, turn.Dice, cancellationToken)));
        Took = since.Elapsed;
    }

    private async Task InTurnAsync(List<FaultKind> kinds, Dice own, CancellationToken cancellationToken)
    {
        foreach (var kind in kinds)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(own.Next(600)), cancellationToken);
            var hits = await DoAsync(kind, own, cancellationToken);
            lock (_told)
            {
                Done.Add(new DoneFault(kind, hits));
            }

            Tell($"{kind} is over and hit {hits.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    // Faults of one part would undo each other.
    private static string PartOf(FaultKind kind) => kind switch
    {
        FaultKind.KillEngine or FaultKind.KillBothEngines or FaultKind.PauseEngine or FaultKind.StopEngine or FaultKind.OffsetClock => "engines",
        FaultKind.KillScheduler or FaultKind.PauseScheduler => "schedulers",
        FaultKind.KillRedis or FaultKind.FailOverRedis or FaultKind.FillDisk or FaultKind.PauseRedis or FaultKind.FillRedis or FaultKind.CutRedis => "Redis",
        FaultKind.LoseAnswers or FaultKind.BusyBoomi or FaultKind.SlowBoomi => "Boomi",
        _ => kind.ToString(),
    };

    // The round's own two, and sometimes any third.
    private List<FaultKind> Kinds()
    {
        var all = Enum.GetValues<FaultKind>();
        List<FaultKind> kinds = [.. Enumerable.Range((round - 1) * EachRound, EachRound).Select(KindAt)];
        if (dice.Chance(40))
        {
            kinds.Add(dice.Pick(all));
        }

        return kinds;

        // The kinds one after the other, in another order each time all of them were there.
        FaultKind KindAt(int place)
        {
            var (pass, index) = Math.DivRem(place, all.Length);
            var order = all.ToArray();
            new Dice(unchecked((seed * 1_000_003) - (ulong)pass)).Shuffle(order);
            return order[index];
        }
    }

    private async Task<int> DoAsync(FaultKind kind, Dice own, CancellationToken cancellationToken)
    {
        switch (kind)
        {
            case FaultKind.KillEngine:
                return await KillAsync(own.Pick(landscape.Engines), cancellationToken);
            case FaultKind.KillScheduler:
                return await KillAsync(own.Pick(landscape.Schedulers), cancellationToken);
            case FaultKind.KillHost:
                return await KillAsync(landscape.Front, cancellationToken);
            case FaultKind.PauseEngine:
                return await PauseAsync(own.Pick(landscape.Engines), own, cancellationToken);
            case FaultKind.PauseScheduler:
                return await PauseAsync(own.Pick(landscape.Schedulers), own, cancellationToken);
            case FaultKind.StopEngine:
                var stopping = own.Pick(landscape.Engines);
                Tell($"{stopping.Name} is asked to end");
                await stopping.StopAndStartAsync(cancellationToken);
                return 1;
            case FaultKind.KillBothEngines:
                Tell("both engines are killed");
                await Task.WhenAll(landscape.Engines.Select(process => process.RestartAsync(cancellationToken)));
                return landscape.Engines.Count;
            case FaultKind.OffsetClock:
                var offset = own.Pick(landscape.Engines);
                offset.ClockOffset = TimeSpan.FromSeconds(own.Next(51) - 25);
                Tell($"the clock of {offset.Name} is wrong by {offset.ClockOffset.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s");
                return await KillAsync(offset, cancellationToken);
            case FaultKind.KillPostgres:
                Tell("PostgreSQL is killed");
                landscape.Postgres.Kill();
                await Task.Delay(own.Next(1_000), cancellationToken);
                await landscape.Postgres.RestartAsync();
                return 1;
            case FaultKind.KillRedis or FaultKind.FailOverRedis or FaultKind.FillDisk or FaultKind.PauseRedis or FaultKind.FillRedis or FaultKind.CutRedis:
                return await RedisAsync(kind, own, cancellationToken);
            case FaultKind.CutConnections:
                Tell("connections to the engines are cut");
                return landscape.Balancer.Cut();
            case FaultKind.LoseMailAnswers:
                return await LoseMailAnswersAsync(cancellationToken);
            default:
                return await PlatformAsync(kind, own, cancellationToken);
        }
    }

    private async Task<int> LoseMailAnswersAsync(CancellationToken cancellationToken)
    {
        var lost = 0;
        Tell("the mail server does not answer");
        landscape.Mail.Answer = command =>
        {
            if (command != "TAKEN")
            {
                return null;
            }

            Interlocked.Increment(ref lost);
            return "drop";
        };
        await UntilItHitAsync(TimeSpan.FromMilliseconds(500), () => Volatile.Read(ref lost), cancellationToken);
        landscape.Mail.Answer = _ => null;
        return lost;
    }

    private async Task<int> RedisAsync(FaultKind kind, Dice own, CancellationToken cancellationToken)
    {
        var time = TimeSpan.FromMilliseconds(own.Next(1_000));
        Tell($"Redis: {kind}");
        switch (kind)
        {
            case FaultKind.KillRedis:
                await landscape.Redis.KillAsync(time / 2, cancellationToken);
                return 1;
            case FaultKind.FailOverRedis:
                await landscape.Redis.FailOverAsync(time / 2, cancellationToken);
                return 1;
            case FaultKind.FillDisk:
                return await landscape.Redis.FillDiskAsync(time + TimeSpan.FromSeconds(1), cancellationToken) ? 1 : 0;
            case FaultKind.PauseRedis:
                landscape.Redis.Primary.Pause();
                await Task.Delay(TimeSpan.FromMilliseconds(300) + time, cancellationToken);
                landscape.Redis.Primary.Resume();
                return 1;
            case FaultKind.FillRedis:
                return await landscape.Redis.FillMemoryAsync(TimeSpan.FromMilliseconds(200) + time, cancellationToken);
            default:
                return await landscape.Redis.CutAsync(times: 10, TimeSpan.FromMilliseconds(20) + (time / 20), cancellationToken);
        }
    }

    private async Task<int> PlatformAsync(FaultKind kind, Dice own, CancellationToken cancellationToken)
    {
        var percent = 10 + own.Next(40);
        Tell($"Boomi: {kind}, {percent.ToString(CultureInfo.InvariantCulture)} % of the calls");
        var rule = new FaultRule { Name = kind.ToString(), Probability = percent / 100.0 };
        landscape.Boomi.Faults.Set(own.Next(int.MaxValue),
        [
            kind switch
            {
                FaultKind.LoseAnswers => rule with { Effect = FaultEffect.CutAfter, Times = 12 },
                FaultKind.BusyBoomi => rule with { Effect = FaultEffect.Status, Status = 503, Times = 40 },
                _ => rule with { Effect = FaultEffect.Delay, DelayMs = 200 + own.Next(1_200), Times = 20 },
            },
        ]);
        await UntilItHitAsync(TimeSpan.FromMilliseconds(500 + own.Next(1_500)), Hits, cancellationToken);
        var hits = Hits();
        landscape.Boomi.Faults.Clear();
        return hits;

        int Hits() => landscape.Boomi.Faults.List().Sum(armed => armed.Hits);
    }

    // Calls come when they come: a fault that hit nothing yet is given more time.
    private static async Task UntilItHitAsync(TimeSpan time, Func<int> hits, CancellationToken cancellationToken)
    {
        await Task.Delay(time, cancellationToken);
        for (var look = 0; look < 30 && hits() == 0; look++)
        {
            await Task.Delay(100, cancellationToken);
        }
    }

    private async Task<int> KillAsync(ServiceProcess process, CancellationToken cancellationToken)
    {
        Tell($"{process.Name} is killed");
        await process.RestartAsync(cancellationToken);
        return 1;
    }

    private async Task<int> PauseAsync(ServiceProcess process, Dice own, CancellationToken cancellationToken)
    {
        Tell($"{process.Name} stands still");
        process.Pause();
        await Task.Delay(2_500 + own.Next(2_000), cancellationToken);
        process.Resume();
        return 1;
    }

    private void Tell(string what)
    {
        lock (_told)
        {
            _told.Add(what);
        }

        landscape.Logs.Note(RoundLogs.FaultsPart, what);
    }
}
