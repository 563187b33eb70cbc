using System.Diagnostics;
using System.Globalization;
using BoomiEmulator.Faults;
using Faults.Tests.Processes;

namespace Faults.Tests.Rounds;

/// <summary>Breaks what the dice of a round say, and mends it again. The seed puts all kinds in an order, which the rounds go through, so that none is left out.</summary>
internal sealed class FaultInjection(Landscape landscape, Dice dice, ulong seed, int round)
{
    private const int EachRound = 2;

    private readonly List<string> _told = [];

    /// <summary>What was done, for the report of a failure.</summary>
    public IReadOnlyList<string> Told => _told;

    /// <summary>The kinds that were done.</summary>
    public List<FaultKind> Done { get; } = [];

    /// <summary>How long it took until all was whole again.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>Does two or three faults, one after the other, and returns when everything is whole again.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var since = Stopwatch.StartNew();
        foreach (var kind in Kinds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(dice.Next(600)), cancellationToken);
            Done.Add(kind);
            await DoAsync(kind, cancellationToken);
            Took = since.Elapsed;
        }
    }

    // The round's own two, and sometimes any third.
    private List<FaultKind> Kinds()
    {
        var all = Enum.GetValues<FaultKind>();
        new Dice(seed).Shuffle(all);
        List<FaultKind> kinds = [.. Enumerable.Range((round - 1) * EachRound, EachRound).Select(place => all[place % all.Length])];
        if (dice.Chance(40))
        {
            kinds.Add(dice.Pick(all));
        }

        return kinds;
    }

    private async Task DoAsync(FaultKind kind, CancellationToken cancellationToken)
    {
        switch (kind)
        {
            case FaultKind.KillEngine:
                await KillAsync(dice.Pick(landscape.Engines), cancellationToken);
                break;
            case FaultKind.KillScheduler:
                await KillAsync(dice.Pick(landscape.Schedulers), cancellationToken);
                break;
            case FaultKind.PauseEngine:
                var engine = dice.Pick(landscape.Engines);
                Tell($"{engine.Name} stands still");
                engine.Pause();
                await Task.Delay(2_500 + dice.Next(2_000), cancellationToken);
                engine.Resume();
                break;
            case FaultKind.KillBothEngines:
                Tell("both engines are killed");
                await Task.WhenAll(landscape.Engines.Select(process => process.RestartAsync(cancellationToken)));
                break;
            case FaultKind.OffsetClock:
                var offset = dice.Pick(landscape.Engines);
                offset.ClockOffset = TimeSpan.FromSeconds(dice.Next(51) - 25);
                await KillAsync(offset, cancellationToken);
                Tell($"the clock of {offset.Name} is wrong by {offset.ClockOffset.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s");
                break;
            case FaultKind.KillPostgres:
                Tell("PostgreSQL is killed");
                landscape.Postgres.Kill();
                await Task.Delay(dice.Next(1_000), cancellationToken);
                await landscape.Postgres.RestartAsync();
                break;
            case FaultKind.KillRedis or FaultKind.FailOverRedis or FaultKind.FillDisk or FaultKind.PauseRedis or FaultKind.FillRedis or FaultKind.CutRedis:
                await RedisAsync(kind, cancellationToken);
                break;
            case FaultKind.CutConnections:
                Tell("connections to the engines are cut");
                landscape.Balancer.Cut();
                break;
            case FaultKind.LoseMailAnswers:
                Tell("the mail server does not answer");
                landscape.Mail.Answer = command => command == "TAKEN" ? "drop" : null;
                await Task.Delay(500, cancellationToken);
                landscape.Mail.Answer = _ => null;
                break;
            default:
                await PlatformAsync(kind, cancellationToken);
                break;
        }
    }

    private async Task RedisAsync(FaultKind kind, CancellationToken cancellationToken)
    {
        var time = TimeSpan.FromMilliseconds(dice.Next(1_000));
        Tell($"Redis: {kind}");
        switch (kind)
        {
            case FaultKind.KillRedis:
                await landscape.Redis.KillAsync(time / 2, cancellationToken);
                break;
            case FaultKind.FailOverRedis:
                await landscape.Redis.FailOverAsync(time / 2, cancellationToken);
                break;
            case FaultKind.FillDisk:
                await landscape.Redis.FillDiskAsync(time + TimeSpan.FromSeconds(1), cancellationToken);
                break;
            case FaultKind.PauseRedis:
                landscape.Redis.Primary.Pause();
                await Task.Delay(TimeSpan.FromMilliseconds(300) + time, cancellationToken);
                landscape.Redis.Primary.Resume();
                break;
            case FaultKind.FillRedis:
                await landscape.Redis.Primary.UntilAsync("CONFIG SET maxmemory 1", "+OK");
                await Task.Delay(TimeSpan.FromMilliseconds(200) + time, cancellationToken);
                await landscape.Redis.Primary.UntilAsync("CONFIG SET maxmemory 0", "+OK");
                break;
            default:
                for (var cut = 0; cut < 10; cut++)
                {
                    await landscape.Redis.Primary.AskAsync("CLIENT KILL TYPE normal SKIPME yes");
                    await Task.Delay(20 + (int)(time.TotalMilliseconds / 20), cancellationToken);
                }

                break;
        }
    }

    private async Task PlatformAsync(FaultKind kind, CancellationToken cancellationToken)
    {
        var percent = 10 + dice.Next(40);
        Tell($"Boomi: {kind}, {percent.ToString(CultureInfo.InvariantCulture)} % of the calls");
        var rule = new FaultRule { Name = kind.ToString(), Probability = percent / 100.0 };
        landscape.Boomi.Faults.Set(dice.Next(int.MaxValue),
        [
            kind switch
            {
                FaultKind.LoseAnswers => rule with { Effect = FaultEffect.CutAfter, Times = 12 },
                FaultKind.BusyBoomi => rule with { Effect = FaultEffect.Status, Status = 503, Times = 40 },
                _ => rule with { Effect = FaultEffect.Delay, DelayMs = 200 + dice.Next(1_200), Times = 20 },
            },
        ]);
        await Task.Delay(500 + dice.Next(1_500), cancellationToken);
        landscape.Boomi.Faults.Clear();
    }

    private async Task KillAsync(ServiceProcess process, CancellationToken cancellationToken)
    {
        Tell($"{process.Name} is killed");
        await process.RestartAsync(cancellationToken);
    }

    private void Tell(string what)
    {
        _told.Add(what);
        landscape.Logs.Note(RoundLogs.FaultsPart, what);
    }
}
