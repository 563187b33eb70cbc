using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Testing;

/// <summary>A real Sentinel on loopback that watches one primary and is enough by itself to replace it. Skips the running test where there is no redis-server.</summary>
public sealed class RedisSentinel : IAsyncDisposable
{
    /// <summary>What the watched primary and its replicas are called here.</summary>
    public const string Service = "promo";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly string _folder;

    private RedisSentinel(Process process, string folder, int port)
    {
        _process = process;
        _folder = folder;
        Port = port;
    }

    /// <summary>The port that it listens on.</summary>
    public int Port { get; }

    /// <summary>Its address, as somebody might give it to a client.</summary>
    public string ConnectionString => $"127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Starts a Sentinel that watches <paramref name="primary"/>, and returns when it answers.</summary>
    public static async Task<RedisSentinel> StartAsync(RedisServer primary)
    {
        ArgumentNullException.ThrowIfNull(primary);
        var program = ExternalTool.Require("redis-server", "apt-get install redis-server");
        var folder = Directory.CreateTempSubdirectory("sentinel-").FullName;
        var port = LoopbackPort.Free();
        var file = Path.Combine(folder, "sentinel.conf");
        await File.WriteAllTextAsync(file, string.Create(CultureInfo.InvariantCulture, $"""
            port {port}
            bind 127.0.0.1
            dir {folder}
            sentinel monitor {Service} 127.0.0.1 {primary.Port} 1
            sentinel down-after-milliseconds {Service} 1000

            """));
        var start = new ProcessStartInfo(program, [file, "--sentinel"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        var process = Process.Start(start) ?? throw new IOException("redis-server did not start.");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var sentinel = new RedisSentinel(process, folder, port);
        try
        {
            await sentinel.UntilAsync("PING", "+PONG");
            return sentinel;
        }
        catch
        {
            await sentinel.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks again and again until the answer contains <paramref name="words"/>.</summary>
    public async Task UntilAsync(string command, string words)
    {
        var since = Stopwatch.StartNew();
        while (!(await TryAskAsync(command)).Contains(words, StringComparison.Ordinal))
        {
            if (_process.HasExited || since.Elapsed > Patience)
            {
                throw new IOException($"The Sentinel still does not answer {command} with {words}.");
            }

            await Task.Delay(20);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
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

    private async Task<string> TryAskAsync(string command)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port);
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"));
            var buffer = new byte[16 * 1024];
            return Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer));
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return string.Empty;
        }
    }
}
