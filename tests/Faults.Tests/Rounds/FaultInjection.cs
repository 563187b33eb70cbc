using System.Globalization;
using System.Net.Sockets;
using System.Text;
using BoomiEmulator.Faults;
using Faults.Tests.Processes;

namespace Faults.Tests.Rounds;

/// <summary>Breaks what the dice of a round say, and mends it again.</summary>
internal sealed class FaultInjection(Landscape landscape, Dice dice)
{
    private static readonly FaultKind[] Common =
    [
        FaultKind.KillEngine, FaultKind.KillEngine, FaultKind.PauseEngine, FaultKind.KillScheduler, FaultKind.KillRedis, FaultKind.PauseRedis, FaultKind.FillRedis,
        FaultKind.CutConnections, FaultKind.LoseAnswers, FaultKind.LoseAnswers, FaultKind.BusyBoomi, FaultKind.SlowBoomi, FaultKind.LoseMailAnswers,
    ];

    private readonly List<string> _told = [];

    /// <summary>What was done, for the report of a failure.</summary>
    public IReadOnlyList<string> Told => _told;

    /// <summary>The kinds that were done.</summary>
    public List<FaultKind> Done { get; } = [];

    /// <summary>Does one to three faults, one after the other, and returns when everything is whole again.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var count = 1 + dice.Next(3);
        for (var number = 0; number < count; number++)
        {
            var wait = TimeSpan.FromMilliseconds(dice.Next(600));
            var kind = dice.Pick(Common);
            await Task.Delay(wait, cancellationToken);
            Done.Add(kind);
            await DoAsync(kind, cancellationToken);
        }
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
            case FaultKind.KillRedis:
                Tell("Redis is killed");
                landscape.Redis.Kill();
                await Task.Delay(dice.Next(500), cancellationToken);
                await landscape.Redis.RestartAsync();
                break;
            case FaultKind.PauseRedis:
                Tell("Redis stands still");
                landscape.Redis.Pause();
                await Task.Delay(300 + dice.Next(1_500), cancellationToken);
                landscape.Redis.Resume();
                break;
            case FaultKind.FillRedis:
                Tell("Redis is full");
                await SendAsync("CONFIG SET maxmemory 1", cancellationToken);
                await Task.Delay(200 + dice.Next(1_000), cancellationToken);
                await SendAsync("CONFIG SET maxmemory 0", cancellationToken);
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
        process.Kill();
        await process.StartAsync(cancellationToken);
    }

    private void Tell(string what) => _told.Add(what);

    private async Task SendAsync(string command, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", landscape.Redis.Port, cancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{command}\r\n"), cancellationToken);
        var buffer = new byte[256];
        var read = await stream.ReadAsync(buffer, cancellationToken);
        var answer = Encoding.ASCII.GetString(buffer, 0, read);
        if (!answer.StartsWith("+OK", StringComparison.Ordinal))
        {
            throw new IOException($"Redis answers {answer.Trim()} to {command}.");
        }
    }
}
