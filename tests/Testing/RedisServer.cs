using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using NUnit.Framework;
using Testing.Secrets;

namespace Testing;

/// <summary>A real redis-server of its own on a free loopback port, with its data in a folder of its own. Skips the running test where there is none.</summary>
public sealed partial class RedisServer : IAsyncDisposable
{
    private const string Prefix = "redis-";

    private readonly string _program;
    private readonly string _folder;
    private readonly string[] _settings;
    private Process? _process;
    private bool _isPaused;

    private RedisServer(string program, string folder, int port, string[] settings)
    {
        _program = program;
        _settings = settings;
        Port = port;
        _folder = folder;
    }

    /// <summary>The port that it listens on.</summary>
    public int Port { get; }

    /// <summary>What a client connects to.</summary>
    public string ConnectionString => $"127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Starts a server and returns when it answers.</summary>
    /// <param name="isDurable">Whether acknowledged writes survive a kill (append-only file, synced at every write); else nothing is kept.</param>
    /// <param name="settings">Further arguments of the command line, for example <c>--maxmemory 10mb</c> as two.</param>
    public static Task<RedisServer> StartAsync(bool isDurable = false, params string[] settings) => StartAsync(() => ScratchFolder.Create(Prefix), isDurable, settings);

    /// <summary>Starts a server for measurements: acknowledged writes are synced to the machine's disk.</summary>
    public static Task<RedisServer> StartOnDiskAsync() => StartAsync(() => Directory.CreateTempSubdirectory(Prefix).FullName, isDurable: true, []);

    private static async Task<RedisServer> StartAsync(Func<string> folder, bool isDurable, string[] settings)
    {
        var program = ExternalTool.Require("redis-server", "apt-get install redis-server");
        string[] durability = isDurable ? ["--appendonly", "yes", "--appendfsync", "always"] : ["--appendonly", "no"];
        for (var attempt = 1; ; attempt++)
        {
            var server = new RedisServer(program, folder(), LoopbackPort.Free(), [.. durability, .. settings]);
            try
            {
                await server.LaunchAsync();
                return server;
            }
            catch (IOException) when (attempt < 5)
            {
                // Somebody else took the port in between.
                await server.DisposeAsync();
            }
        }
    }

    /// <summary>Sends a command and returns the answer's first bytes as they came, for example <c>+OK</c>.</summary>
    /// <param name="command">The command in one line; none of its words may be quoted.</param>
    public async Task<string> AskAsync(string command)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"));
        var buffer = new byte[16 * 1024];
        var read = await stream.ReadAsync(buffer);
        return Encoding.ASCII.GetString(buffer, 0, read);
    }

    /// <summary>Asks again and again until the answer contains <paramref name="words"/>.</summary>
    public async Task UntilAsync(string command, string words)
    {
        var patience = Stopwatch.StartNew();
        string answer;
        while (!(answer = await AskAsync(command)).Contains(words, StringComparison.Ordinal))
        {
            if (patience.Elapsed > TimeSpan.FromSeconds(60))
            {
                throw new TimeoutException($"{command} still does not answer {words}, but {answer}");
            }

            await Task.Delay(20);
        }
    }

    /// <summary>Makes the server the replica of <paramref name="primary"/>, and returns when it has everything that the primary had.</summary>
    public async Task FollowAsync(RedisServer primary)
    {
        await primary.AskAsync("CONFIG SET repl-diskless-sync-delay 0");
        await AskAsync($"REPLICAOF 127.0.0.1 {primary.Port.ToString(CultureInfo.InvariantCulture)}");
        await UntilAsync("INFO replication", "master_link_status:up");
    }

    /// <summary>Returns when the server, a replica, has everything that <paramref name="primary"/> had when this was called.</summary>
    public async Task CatchUpAsync(RedisServer primary)
    {
        var goal = await OffsetAsync(primary, "master_repl_offset:");
        var patience = Stopwatch.StartNew();
        while (await OffsetAsync(this, "slave_repl_offset:") < goal)
        {
            if (patience.Elapsed > TimeSpan.FromSeconds(60))
            {
                throw new TimeoutException("The replica does not catch up.");
            }

            await Task.Delay(10);
        }
    }

    /// <summary>Ends the server as <c>kill -9</c> does.</summary>
    public void Kill()
    {
        if (_process is { } process)
        {
            _process = null;
            if (!process.HasExited)
            {
                process.Kill();
                process.WaitForExit();
            }

            process.Dispose();
        }
    }

    /// <summary>Starts the server again after <see cref="Kill"/>, on the same port and with the same data.</summary>
    public async Task RestartAsync()
    {
        Kill();
        await LaunchAsync();
    }

    /// <summary>
    /// Starts the server again as the replica of <paramref name="primary"/>, which it is from its first moment: nobody can write to it in between.
    /// Returns when it has everything that the primary had.
    /// </summary>
    public async Task RestartAsReplicaAsync(RedisServer primary)
    {
        Kill();
        await LaunchAsync("--replicaof", "127.0.0.1", primary.Port.ToString(CultureInfo.InvariantCulture));
        await FollowAsync(primary);
    }

    /// <summary>Stops the server's process where it stands, as <c>kill -STOP</c> does, until <see cref="Resume"/>.</summary>
    public void Pause()
    {
        _isPaused = true;
        Signal("-STOP");
    }

    /// <summary>Lets a paused server go on.</summary>
    public void Resume()
    {
        Signal("-CONT");
        _isPaused = false;
    }

    /// <summary>
    /// Lets no file of the server grow any more, as on a full disk, until the server has died of it or <paramref name="patience"/> is over; it is dead then.
    /// The last write before may stand half in its file. Answers whether it has died of it.
    /// </summary>
    public async Task<bool> FillDiskAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var process = _process ?? throw new InvalidOperationException("The server does not run.");
        var largest = Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(file => new FileInfo(file).Length).DefaultIfEmpty().Max();
        using var limit = Process.Start(ExternalTool.Require("prlimit", "apt-get install util-linux"), ["--pid", process.Id.ToString(CultureInfo.InvariantCulture), FormattableString.Invariant($"--fsize={largest + 64}")]);
        await limit.WaitForExitAsync(cancellationToken);
        if (limit.ExitCode != 0)
        {
            throw new IOException("prlimit refuses to limit the size of files.");
        }

        var waited = Stopwatch.StartNew();
        while (!process.HasExited && waited.Elapsed < patience)
        {
            await Task.Delay(20, cancellationToken);
        }

        var hasDied = process.HasExited;
        Kill();
        return hasDied;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await LookForSecretsAsync();
        Kill();
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // Left to the machine's own cleaning of temporary folders.
        }
    }

    // Of a server that answers, and may be asked: some of them are broken on purpose.
    private async Task LookForSecretsAsync()
    {
        if (_isPaused || _process is not { HasExited: false })
        {
            return;
        }

        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            SecretWatch.OfThisRun.LookInside("Redis", await RedisContent.ReadAsync(Port, patience.Token));
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            TestContext.Out.WriteLine($"This Redis was not looked at for secrets: {exception.Message}");
        }
    }

    private static async Task<long> OffsetAsync(RedisServer server, string name)
    {
        var line = (await server.AskAsync("INFO replication")).Split("\r\n").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.AsSpan(name.Length), CultureInfo.InvariantCulture);
    }

    private async Task LaunchAsync(params string[] more)
    {
        _isPaused = false;
        var start = new ProcessStartInfo(_program) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };
        string[] fixedSettings = ["--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", string.Empty, "--dir", _folder];
        foreach (var argument in fixedSettings.Concat(_settings).Concat(more))
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start) ?? throw new IOException("redis-server did not start.");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
        var patience = Stopwatch.StartNew();
        while (!await AnswersAsync())
        {
            if (process.HasExited || patience.Elapsed > TimeSpan.FromSeconds(60))
            {
                Kill();
                throw new IOException($"redis-server does not answer on port {Port.ToString(CultureInfo.InvariantCulture)}.");
            }

            await Task.Delay(20);
        }
    }

    // LOADING is an answer too, but not the one that is waited for. One that wants a password first is ready.
    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port);
            var stream = client.GetStream();
            await stream.WriteAsync("PING\r\n"u8.ToArray());
            var buffer = new byte[64];
            var read = await stream.ReadAsync(buffer);
            var answer = Encoding.ASCII.GetString(buffer, 0, read);
            return answer.StartsWith("+PONG", StringComparison.Ordinal) || answer.StartsWith("-NOAUTH", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }

    private void Signal(string signal)
    {
        var target = _process ?? throw new InvalidOperationException("The server does not run.");
        using var kill = Process.Start("kill", [signal, target.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
