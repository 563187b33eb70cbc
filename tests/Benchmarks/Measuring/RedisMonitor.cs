using System.Globalization;
using System.Net.Sockets;

namespace Benchmarks.Measuring;

/// <summary>Listens to a Redis with MONITOR and counts what clients send; what scripts call inside of Redis is left out.</summary>
internal sealed class RedisMonitor : IAsyncDisposable
{
    private readonly TcpClient _client;
    private readonly StreamReader _lines;
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Task _reading;

    private RedisMonitor(TcpClient client, StreamReader lines)
    {
        _client = client;
        _lines = lines;
        _reading = ReadAsync();
    }

    /// <summary>How often each command was sent, most frequent first; complete when stopped.</summary>
    public IEnumerable<KeyValuePair<string, int>> ByCommand => _counts.OrderByDescending(count => count.Value);

    /// <summary>Begins to count.</summary>
    public static async Task<RedisMonitor> StartAsync(string address, CancellationToken cancellationToken)
    {
        var parts = address.Split(':');
        var client = new TcpClient();
        await client.ConnectAsync(parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), cancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync("MONITOR\r\n"u8.ToArray(), cancellationToken);
        var lines = new StreamReader(stream);
        await lines.ReadLineAsync(cancellationToken);
        return new RedisMonitor(client, lines);
    }

    /// <summary>Ends the counting and answers how many commands were sent.</summary>
    public async Task<int> StopAsync()
    {
        // What was sent before is on its way.
        await Task.Delay(200);
        _client.Close();
        await _reading;
        return _counts.Values.Sum();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _reading;
        _lines.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _lines.ReadLineAsync() is { } line)
            {
                // +1700000000.123456 [0 127.0.0.1:5000] "EVALSHA" "…"; inside of a script the address is the word lua.
                var end = line.IndexOf(']', StringComparison.Ordinal);
                if (end > 0 && !line[..end].EndsWith(" lua", StringComparison.Ordinal))
                {
                    var command = line[(end + 1)..].Trim().Split(' ')[0].Trim('"').ToUpperInvariant();
                    _counts[command] = _counts.GetValueOrDefault(command) + 1;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or SocketException)
        {
            // The counting was ended.
        }
    }
}
