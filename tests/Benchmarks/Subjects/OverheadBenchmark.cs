using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Benchmarks.Measuring;
using Benchmarks.Worlds;
using BoomiEmulator;
using Sandbox;

namespace Benchmarks.Subjects;

/// <summary>What host and engine add to an action that reads nothing but what is cached, and what the emulator can take.</summary>
internal sealed class OverheadBenchmark : IBenchmark
{
    private const double P50Bound = 2;
    private const double P99Bound = 10;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public string Name => "overhead";

    /// <inheritdoc/>
    public async Task RunAsync(FigureTable table, CancellationToken cancellationToken)
    {
        await MeasureActionAsync(table, cancellationToken);
        await MeasureEmulatorAsync(table, cancellationToken);
    }

    private async Task MeasureActionAsync(FigureTable table, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("benchmarks-");
        try
        {
            var info = Path.Combine(folder.FullName, "info.json");
            await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { Port = 0, GrpcPort = 0, EmulatorPort = 0, InfoFile = info }, cancellationToken);
            using var document = JsonDocument.Parse(await File.ReadAllTextAsync(info, cancellationToken));
            var token = document.RootElement.GetProperty("personas").GetProperty("alice").GetProperty("token").GetString();
            using var http = new HttpClient { BaseAddress = new Uri(sandbox.HostAddress) };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            Task CallAsync() => ActionAsync(http, cancellationToken);
            await CallAsync();
            await LoadAsync(CallAsync, concurrency: 8);
            var (alone, aloneRate) = await LoadAsync(CallAsync, concurrency: 1);
            table.Add(new Figure(Name, "getDevAccounts, one caller: p50", Times.Percentile(alone, 0.5), P50Bound, "ms"));
            table.Add(new Figure(Name, "getDevAccounts, one caller: p99", Times.Percentile(alone, 0.99), P99Bound, "ms"));
            table.Add(new Figure(Name, "getDevAccounts, one caller: actions", aloneRate, Bound: null, "1/s"));
            var (crowd, crowdRate) = await LoadAsync(CallAsync, concurrency: 32);
            table.Add(new Figure(Name, "getDevAccounts, 32 callers: p50", Times.Percentile(crowd, 0.5), Bound: null, "ms"));
            table.Add(new Figure(Name, "getDevAccounts, 32 callers: p99", Times.Percentile(crowd, 0.99), Bound: null, "ms"));
            table.Add(new Figure(Name, "getDevAccounts, 32 callers: actions", crowdRate, Bound: null, "1/s"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task MeasureEmulatorAsync(FigureTable table, CancellationToken cancellationToken)
    {
        await using var emulator = await EmulatorProcess.StartAsync(new EmulatorOrder(1, 50), cancellationToken);
        using var http = new HttpClient { BaseAddress = emulator.World.Address };
        var credential = EmulatorCredential.Default;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.User}:{credential.Token}")));
        http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        var path = $"/api/rest/v1/{emulator.World.Primary}/Account/{emulator.World.Primary}";
        async Task CallAsync() => (await http.GetAsync(path, cancellationToken)).EnsureSuccessStatusCode();
        await LoadAsync(CallAsync, concurrency: 8);
        var (_, rate) = await LoadAsync(CallAsync, concurrency: 32);
        table.Add(new Figure(Name, "emulator, 32 callers: simple requests", rate, Bound: null, "1/s"));
    }

    private static async Task ActionAsync(HttpClient http, CancellationToken cancellationToken)
    {
        using var answer = await http.PostAsJsonAsync("/fs/PromotionService/getDevAccounts", new { }, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode || !text.Contains("\"success\":true", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"getDevAccounts answered {(int)answer.StatusCode}: {text}");
        }
    }

    private static async Task<(IReadOnlyList<double> Milliseconds, double PerSecond)> LoadAsync(Func<Task> call, int concurrency)
    {
        var watch = Stopwatch.StartNew();
        var callers = Enumerable.Range(0, concurrency).Select(_ => Task.Run(async () =>
        {
            var taken = new List<double>();
            while (watch.Elapsed < Duration)
            {
                var start = Stopwatch.GetTimestamp();
                await call();
                taken.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            return taken;
        }));
        var all = (await Task.WhenAll(callers)).SelectMany(taken => taken).ToList();
        return (all, all.Count / watch.Elapsed.TotalSeconds);
    }
}
