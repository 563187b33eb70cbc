using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Testing;
using Testing.Secrets;

namespace Faults.Tests.Processes;

/// <summary>A program of the service in a process of its own, as it runs in production, on a port that stays the same when it is started again.</summary>
internal sealed class ServiceProcess(
    string name, string program, IReadOnlyDictionary<string, string?> settings, Func<int, KeyValuePair<string, string?>> portSetting, RoundLogs logs) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly WatchedOutput _watched = new(name);
    private Process? _process;

    /// <summary>What it is called in reports.</summary>
    public string Name => name;

    /// <summary>The port that it listens on.</summary>
    public int Port { get; } = LoopbackPort.Free();

    /// <summary>Whether it ended although nobody ended it.</summary>
    public bool HasEnded => _process is { HasExited: true };

    /// <summary>By how much its clock is wrong, from its next start on. Only engines can be told.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>Starts it, and returns when it listens. One that ends before that, because what it needs is away, is started again, as whoever looks after services does.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var patience = Stopwatch.StartNew();
        var process = Begin();
        while (!await ListensAsync(cancellationToken))
        {
            if (patience.Elapsed > Patience)
            {
                throw new IOException($"{name} does not listen.");
            }

            await Task.Delay(50, cancellationToken);
            if (process.HasExited)
            {
                logs.Note(name, "ended by itself and is started again");
                Kill();
                process = Begin();
            }
        }
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public void Kill()
    {
        if (_process is { } process)
        {
            _process = null;
            if (!process.HasExited)
            {
                logs.Note(name, $"is killed after {process.TotalProcessorTime.TotalSeconds:F1} s of the processors");
                process.Kill();
                process.WaitForExit();
            }

            process.Dispose();
        }
    }

    /// <summary>Ends it as <c>kill -9</c> does and starts it again; returns when it listens.</summary>
    public Task RestartAsync(CancellationToken cancellationToken)
    {
        Kill();
        return StartAsync(cancellationToken);
    }

    /// <summary>Asks it to end, as <c>kill -TERM</c> does, and starts it again when it has; returns when it listens.</summary>
    public async Task StopAndStartAsync(CancellationToken cancellationToken)
    {
        Signal("-TERM");
        using (var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            patience.CancelAfter(Patience);
            await (_process?.WaitForExitAsync(patience.Token) ?? Task.CompletedTask);
        }

        await RestartAsync(cancellationToken);
    }

    /// <summary>Stops it where it stands, as <c>kill -STOP</c> does, until <see cref="Resume"/>.</summary>
    public void Pause() => Signal("-STOP");

    /// <summary>Lets it go on.</summary>
    public void Resume() => Signal("-CONT");

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Kill();
        return ValueTask.CompletedTask;
    }

    private Process Begin()
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        start.ArgumentList.Add(Path.Combine(TestContext.CurrentContext.TestDirectory, ClockOffset == TimeSpan.Zero ? program : "Faults.Tests.dll"));

        // They live for seconds: what makes long runs fast is not worth its time.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_TC_CallCounting"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        if (ClockOffset != TimeSpan.Zero)
        {
            start.ArgumentList.Add($"--{OffsetEngine.Setting}={ClockOffset.ToString("c", CultureInfo.InvariantCulture)}");
        }

        foreach (var (setting, value) in settings.Append(portSetting(Port)))
        {
            start.ArgumentList.Add($"--{setting}={value}");
        }

        var process = Process.Start(start) ?? throw new IOException($"{name} did not start.");
        process.OutputDataReceived += Note;
        process.ErrorDataReceived += Note;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
        return process;
    }

    private async Task<bool> ListensAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Signal(string signal)
    {
        if (_process is not { HasExited: false } process)
        {
            return;
        }

        using var kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private void Note(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { Length: > 0 } text)
        {
            _watched.Look(text);
            logs.Note(name, text);
        }
    }
}
