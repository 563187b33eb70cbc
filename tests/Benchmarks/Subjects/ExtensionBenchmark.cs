using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Benchmarks.Measuring;
using BoomiEmulator;
using BoomiEmulator.Seeding;
using Sandbox;

namespace Benchmarks.Subjects;

/// <summary>How long <c>getExtensions</c> takes for two thousand fields, beyond what the platform itself takes to answer them.</summary>
internal sealed class ExtensionBenchmark : IBenchmark
{
    private const int Fields = 2_000;
    private const int Readings = 60;
    private const double Bound = 100;

    /// <inheritdoc/>
    public string Name => "extensions";

    /// <inheritdoc/>
    public async Task RunAsync(FigureTable table, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("benchmarks-");
        try
        {
            var info = Path.Combine(folder.FullName, "info.json");
            await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { Port = 0, GrpcPort = 0, EmulatorPort = 0, InfoFile = info }, cancellationToken);
            SizedExtensions.AddTo(sandbox.Emulator!.World, sandbox.World, secrets: 4, plain: Fields);
            using var document = JsonDocument.Parse(await File.ReadAllTextAsync(info, cancellationToken));
            var client = sandbox.World.Clients[0];
            using var http = new HttpClient();
            var token = document.RootElement.GetProperty("personas").GetProperty("carol").GetProperty("token").GetString();
            var ours = new List<double>();
            var platform = new List<double>();
            for (var reading = 0; reading < Readings; reading++)
            {
                platform.Add(await TimeAsync(() => ReadPlatformAsync(http, sandbox, client, cancellationToken)));
                ours.Add(await TimeAsync(() => ReadActionAsync(http, sandbox, client, token!, cancellationToken)));
            }

            // The first third warms up.
            var (p50, alone) = (Times.Percentile(ours.Skip(Readings / 3), 0.5), Times.Percentile(platform.Skip(Readings / 3), 0.5));
            table.Add(new Figure(Name, $"the emulator alone, {Fields} fields: p50", alone, Bound: null, "ms"));
            table.Add(new Figure(Name, $"getExtensions, {Fields} fields, beyond that: p50", p50 - alone, Bound, "ms"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static async Task ReadPlatformAsync(HttpClient http, RunningSandbox sandbox, SeedClient client, CancellationToken cancellationToken)
    {
        var credential = EmulatorCredential.Default;
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"{sandbox.EmulatorAddress}/partner/api/rest/v1/{sandbox.World.PrimaryAccountId}/EnvironmentExtensions/{client.Test.EnvironmentId}?overrideAccount={client.AccountId}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.User}:{credential.Token}")));
        request.Headers.Accept.ParseAdd("application/json");
        using var answer = await http.SendAsync(request, cancellationToken);
        await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken);
    }

    private static async Task ReadActionAsync(HttpClient http, RunningSandbox sandbox, SeedClient client, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{sandbox.HostAddress}/fs/PromotionService/getExtensions")
        {
            Content = JsonContent.Create(new { clientAccountId = client.AccountId, environmentId = client.Test.EnvironmentId }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!text.Contains("\"success\":true", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"getExtensions answered {(int)answer.StatusCode}: {text[..Math.Min(text.Length, 500)]}");
        }
    }
}
