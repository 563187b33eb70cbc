using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using BoomiEmulator;

namespace Benchmarks.Worlds;

/// <summary>An emulator in a process of its own.</summary>
internal sealed class EmulatorProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _admin;

    private EmulatorProcess(Process process, EmulatedWorld world)
    {
        _process = process;
        World = world;
        _admin = new HttpClient { BaseAddress = world.Address };
    }

    /// <summary>What is in it.</summary>
    public EmulatedWorld World { get; }

    /// <summary>Starts this program once more as an emulator, and returns when it answers.</summary>
    public static async Task<EmulatorProcess> StartAsync(EmulatorOrder order, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(EmulatorServer.Command);
        start.ArgumentList.Add(JsonSerializer.Serialize(order));
        var process = Process.Start(start) ?? throw new InvalidOperationException("The emulator did not start.");
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The emulator ended before it was ready.");
        return new EmulatorProcess(process, JsonSerializer.Deserialize<EmulatedWorld>(line)!);
    }

    /// <summary>Goes back to how everything was at the start, and from now on works at the pace of <paramref name="order"/>.</summary>
    public async Task ResetAsync(EmulatorOrder order, CancellationToken cancellationToken)
    {
        var limits = new { requestsPerSecond = order.RequestsPerSecond == 0 ? (int?)null : order.RequestsPerSecond };
        var delays = new { latency = TimeSpan.FromMilliseconds(order.LatencyMilliseconds), branchReady = TimeSpan.FromMilliseconds(order.BranchReadyMilliseconds) };
        (await _admin.PostAsync("/__admin/reset", content: null, cancellationToken)).EnsureSuccessStatusCode();
        (await _admin.PutAsJsonAsync("/__admin/limits", limits, cancellationToken)).EnsureSuccessStatusCode();
        (await _admin.PutAsJsonAsync("/__admin/delays", delays, cancellationToken)).EnsureSuccessStatusCode();
    }

    /// <summary>Creates a branch off main, as our own user does.</summary>
    public async Task<string> CreateBranchAsync(string name, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/rest/v1/{World.Primary}/Branch")
        {
            Content = JsonContent.Create(new { name, parentId = await MainBranchAsync(cancellationToken) }),
        };
        using var answer = JsonDocument.Parse(await SendAsync(request, "application/json", cancellationToken));
        return answer.RootElement.GetProperty("id").GetString()!;
    }

    /// <summary>Creates a component on a branch, as our own user does.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="inner">What stands below <c>bns:object</c>, the one element of a process.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Its ID. Its version is 1.</returns>
    public async Task<string> CreateComponentAsync(string name, string branch, string inner, CancellationToken cancellationToken)
    {
        XNamespace bns = "http://api.platform.boomi.com/";
        var document = new XElement(
            bns + "Component",
            new XAttribute(XNamespace.Xmlns + "bns", bns),
            new XAttribute("name", name),
            new XAttribute("type", "process"),
            new XAttribute("branchId", branch),
            new XElement(bns + "object", XElement.Parse(inner)));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/rest/v1/{World.Primary}/Component")
        {
            Content = new StringContent(document.ToString(SaveOptions.DisableFormatting), Encoding.UTF8, "application/xml"),
        };
        return XElement.Parse(await SendAsync(request, "application/xml", cancellationToken)).Attribute("componentId")!.Value;
    }

    private async Task<string> MainBranchAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/rest/v1/{World.Primary}/Branch/query") { Content = JsonContent.Create(new { }) };
        using var answer = JsonDocument.Parse(await SendAsync(request, "application/json", cancellationToken));
        return answer.RootElement.GetProperty("result").EnumerateArray().Single(branch => branch.GetProperty("name").GetString() == "main").GetProperty("id").GetString()!;
    }

    private async Task<string> SendAsync(HttpRequestMessage request, string accepted, CancellationToken cancellationToken)
    {
        var credential = EmulatorCredential.Default;
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.User}:{credential.Token}")));
        request.Headers.Accept.ParseAdd(accepted);
        using var response = await _admin.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode ? text : throw new InvalidOperationException($"{request.RequestUri} was answered with {(int)response.StatusCode}: {text}");
    }

    /// <summary>Forgets the calls counted so far.</summary>
    public async Task ForgetCallsAsync(CancellationToken cancellationToken) => (await _admin.DeleteAsync("/__admin/journal", cancellationToken)).EnsureSuccessStatusCode();

    /// <summary>Calls of the Platform API by operation, such as <c>Component.create</c>; DataHub's are left out.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CallsAsync(CancellationToken cancellationToken)
    {
        var counts = await _admin.GetFromJsonAsync<Dictionary<string, long>>("/__admin/counts", cancellationToken) ?? [];
        return counts.Where(count => !count.Key.Contains(' ', StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
