using System.Diagnostics;
using System.Globalization;
using System.Text;
using Testing.Secrets;

namespace EndToEnd.Tests;

/// <summary>A sandbox in a process of its own, as a person starts one.</summary>
internal sealed class SandboxProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly WatchedOutput _watched = new("the sandbox", isKnown: line => line.StartsWith("The connector's pair is ", StringComparison.Ordinal));
    private readonly string _info = Path.Combine(Path.GetTempPath(), $"sandbox-{Guid.NewGuid():n}.json");
    private readonly long _started = Stopwatch.GetTimestamp();

    private SandboxProcess(IEnumerable<string> arguments, (string Name, string Value)? setting = null)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Sandbox.dll"), "--info", _info, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        if (setting is { } variable)
        {
            start.Environment[variable.Name] = variable.Value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += Note;
        _process.ErrorDataReceived += Note;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Everything that it wrote so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts one on free ports.</summary>
    public static SandboxProcess Start(params string[] arguments) => new(["--port", "0", "--grpc-port", "0", "--emulator-port", "0", .. arguments]);

    /// <summary>Starts one on free ports with an environment variable.</summary>
    public static SandboxProcess StartWithVariable(string name, string value) => new(["--port", "0", "--grpc-port", "0", "--emulator-port", "0"], (name, value));

    /// <summary>Starts one with exactly these arguments.</summary>
    public static SandboxProcess StartWith(params string[] arguments) => new(arguments);

    /// <summary>Waits until it is ready, and says how long that took from the start of the process.</summary>
    public async Task<(SandboxClient Client, TimeSpan After)> ReadyAsync()
    {
        while (!File.Exists(_info))
        {
            Assert.That(_process.HasExited, Is.False, Output);
            Assert.That(Stopwatch.GetElapsedTime(_started), Is.LessThan(Patience), Output);
            await Task.Delay(10);
        }

        var after = Stopwatch.GetElapsedTime(_started);
        return (await SandboxClient.FromAsync(_info), after);
    }

    /// <summary>Sends a signal, TERM or INT, and waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        return await EndAsync();
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        File.Delete(_info);
    }

    private void Note(object sender, DataReceivedEventArgs line)
    {
        _watched.Look(line.Data);
        lock (_output)
        {
            _output.AppendLine(line.Data);
        }
    }
}
