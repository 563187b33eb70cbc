using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Testing;

/// <summary>A real PostgreSQL of its own on a free loopback port, with its data in a folder of its own. Skips the running test where there is none.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Account = "postgres";
    private const string InstallHint = "apt-get install postgresql";
    private readonly string _programs;
    private readonly string _folder;
    private Process? _process;

    private PostgresServer(string programs, int port)
    {
        _programs = programs;
        Port = port;
        _folder = ScratchFolder.Create("postgres-");
    }

    /// <summary>The port that it listens on.</summary>
    public int Port { get; }

    /// <summary>What a client connects to: the database that every PostgreSQL has, without a password.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={Port.ToString(CultureInfo.InvariantCulture)};Database=postgres;Username={Account};Timeout=5";

    // It refuses to run as root: then it runs as the account that its package makes.
    private static bool IsRoot => string.Equals(Environment.UserName, "root", StringComparison.Ordinal);

    /// <summary>Makes a database and starts a server on it; returns when it answers.</summary>
    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer(Programs(), LoopbackPort.Free());
        try
        {
            if (IsRoot)
            {
                await RunAsync("chown", [Account, server._folder]);
            }

            await server.RunOwnAsync("initdb", ["-D", server.Data, "-U", Account, "--auth=trust", "--no-sync", "--encoding=UTF8"]);
            await server.LaunchAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the server at once, as a machine that fails does.</summary>
    public void Kill()
    {
        if (_process is { } process)
        {
            _process = null;
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
            }

            process.Dispose();
        }
    }

    /// <summary>Starts the server again after <see cref="Kill"/>, on the same port and with the same data.</summary>
    public async Task RestartAsync()
    {
        Kill();
        File.Delete(Path.Combine(Data, "postmaster.pid"));
        await LaunchAsync();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Kill();
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // Left to the machine's own cleaning of temporary folders.
        }

        return ValueTask.CompletedTask;
    }

    private string Data => Path.Combine(_folder, "data");

    private static string Programs()
    {
        if (ExternalTool.Find("initdb") is { } onPath)
        {
            return Path.GetDirectoryName(File.ResolveLinkTarget(onPath, returnFinalTarget: true)?.FullName ?? onPath)!;
        }

        const string Debian = "/usr/lib/postgresql";
        var newest = Directory.Exists(Debian)
            ? Directory.GetDirectories(Debian).Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
        return newest ?? Path.GetDirectoryName(ExternalTool.Require("initdb", InstallHint))!;
    }

    private static async Task RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(Quiet(program, arguments)) ?? throw new IOException($"{program} did not start.");
        var told = process.StandardError.ReadToEndAsync();
        process.BeginOutputReadLine();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new IOException($"{program} ended with {process.ExitCode}: {await told}");
        }
    }

    private static ProcessStartInfo Quiet(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    private Task RunOwnAsync(string program, string[] arguments)
    {
        var (name, all) = AsAccount(program, arguments);
        return RunAsync(name, all);
    }

    private (string Program, string[] Arguments) AsAccount(string program, string[] arguments)
    {
        var path = Path.Combine(_programs, program);
        return IsRoot
            ? ("setpriv", [$"--reuid={Account}", $"--regid={Account}", "--clear-groups", path, .. arguments])
            : (path, arguments);
    }

    private async Task LaunchAsync()
    {
        string[] settings =
        [
            "-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "shared_buffers=16MB",
            // In its own folder: a server that is killed leaves its shared memory behind.
            "-c", "dynamic_shared_memory_type=mmap",
        ];
        var (program, arguments) = AsAccount("postgres", settings);
        var process = Process.Start(Quiet(program, arguments)) ?? throw new IOException("postgres did not start.");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
        var patience = Stopwatch.StartNew();
        while (!await AnswersAsync())
        {
            if (process.HasExited || patience.Elapsed > TimeSpan.FromSeconds(60))
            {
                throw new IOException($"PostgreSQL does not answer on port {Port.ToString(CultureInfo.InvariantCulture)}.");
            }

            await Task.Delay(50);
        }
    }

    // What a client says first, in protocol 3.0: who it is. A server that still starts, or recovers, answers with an error (E), one that is ready asks who says so (R).
    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port);
            var stream = client.GetStream();
            var parameters = Encoding.ASCII.GetBytes($"user\0{Account}\0database\0postgres\0\0");
            var message = new byte[8 + parameters.Length];
            BinaryPrimitives.WriteInt32BigEndian(message, message.Length);
            BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(4), 3 << 16);
            parameters.CopyTo(message, 8);
            await stream.WriteAsync(message);
            var answer = new byte[1];
            return await stream.ReadAsync(answer) == 1 && answer[0] == 'R';
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }
}
