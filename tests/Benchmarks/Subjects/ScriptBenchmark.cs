using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Benchmarks.Measuring;
using PromotionEngine.Scripts;
using Sandbox;
using Testing;

namespace Benchmarks.Subjects;

/// <summary>How long a check of a script of nearly 10 KB takes through host and engine, and whether a hundred at once hold up another action.</summary>
internal sealed class ScriptBenchmark : IBenchmark
{
    private const double Bound = 20;
    private const int Checks = 300;
    private const int Crowd = 100;

    /// <inheritdoc/>
    public string Name => "scripts";

    /// <inheritdoc/>
    public async Task RunAsync(FigureTable table, CancellationToken cancellationToken)
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
            if (ExternalTool.Find("groovy") is null)
            {
                await Console.Error.WriteLineAsync("scripts: Groovy is not measured, it is not on this machine (apt-get install groovy default-jre-headless).");
            }
            else
            {
                await MeasureAsync(table, http, "GROOVY", Groovy(), cancellationToken);
            }

            await MeasureAsync(table, http, "JAVASCRIPT", JavaScript(), cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task MeasureAsync(FigureTable table, HttpClient http, string language, string script, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetByteCount(script);
        var taken = new List<double>();
        for (var check = 0; check < Checks * 2; check++)
        {
            taken.Add(await TimeAsync(() => CheckAsync(http, language, script, cancellationToken)));
        }

        // The first half warms up.
        table.Add(new Figure(Name, $"{language}, {bytes} bytes, one caller: p50", Times.Percentile(taken.Skip(Checks), 0.5), Bound: null, "ms"));
        table.Add(new Figure(Name, $"{language}, {bytes} bytes, one caller: p95", Times.Percentile(taken.Skip(Checks), 0.95), Bound, "ms"));
        var crowd = Task.WhenAll(Enumerable.Range(0, Crowd).Select(_ => CheckAsync(http, language, script, cancellationToken)));
        var beside = new List<double>();
        var watch = Stopwatch.StartNew();
        while (!crowd.IsCompleted)
        {
            beside.Add(await TimeAsync(() => ActionAsync(http, "getDevAccounts", new { }, cancellationToken)));
        }

        await crowd;
        table.Add(new Figure(Name, $"{language}: {Crowd} at once, all of them", watch.Elapsed.TotalMilliseconds, Bound: null, "ms"));
        table.Add(new Figure(Name, $"{language}: getDevAccounts beside them ({beside.Count} calls): p95", Times.Percentile(beside, 0.95), Bound: null, "ms"));
        table.Add(new Figure(Name, $"{language}: getDevAccounts beside them: longest", beside.Max(), watch.Elapsed.TotalMilliseconds, "ms"));
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static Task CheckAsync(HttpClient http, string language, string script, CancellationToken cancellationToken) =>
        ActionAsync(http, "validateScript", new { language, scriptContent = script, functionName = "measured" }, cancellationToken);

    private static async Task ActionAsync(HttpClient http, string action, object body, CancellationToken cancellationToken)
    {
        using var answer = await http.PostAsJsonAsync($"/fs/PromotionService/{action}", body, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!text.Contains("\"success\":true", StringComparison.Ordinal) || !text.Contains("\"errorCode\":\"\"", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{action} answered {(int)answer.StatusCode}: {text}");
        }
    }

    private static string Groovy() => Repeat(
        "import groovy.json.JsonSlurper\n",
        number => $"def part{number}(Map row, String name = 'x{number}') {{\n    def found = row?.items?.findAll {{ it.name == name && it.size > {number} }}\n    return found ? \"${{found*.id.join(',')}}-{number}\" : null\n}}\n");

    private static string JavaScript() => Repeat(
        "var data = JSON.parse(input);\n",
        number => $"function part{number}(row, name) {{\n    var found = [];\n    for (var i = 0; i < row.items.length; i++) {{ if (row.items[i].name === name && i > {number}) {{ found.push(row.items[i].id); }} }}\n    return found.length ? found.join(',') + '-{number}' : null;\n}}\n");

    private static string Repeat(string head, Func<int, string> part)
    {
        var script = new StringBuilder(head);
        for (var number = 0; part(number) is var next && script.Length + next.Length <= ScriptValidation.MaxBytes; number++)
        {
            script.Append(next);
        }

        return script.ToString();
    }
}
