using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Testing.Secrets;

/// <summary>Everything that a Redis holds, as text: names of keys, times to live left out, and values of every type, read by a script in one answer.</summary>
public static class RedisContent
{
    private const string Script = """
        local out = {}
        local cursor = '0'
        local function put(value) out[#out + 1] = value end
        repeat
          local page = redis.call('SCAN', cursor, 'COUNT', 1000)
          cursor = page[1]
          for _, key in ipairs(page[2]) do
            put(key)
            local kind = redis.call('TYPE', key).ok
            local values
            if kind == 'string' then values = { redis.call('GET', key) }
            elseif kind == 'hash' then values = redis.call('HGETALL', key)
            elseif kind == 'list' then values = redis.call('LRANGE', key, 0, -1)
            elseif kind == 'set' then values = redis.call('SMEMBERS', key)
            elseif kind == 'zset' then values = redis.call('ZRANGE', key, 0, -1)
            else values = { 'UNREAD ' .. kind } end
            for _, value in ipairs(values) do put(value) end
          end
        until cursor == '0'
        return table.concat(out, '\n')
        """;

    /// <summary>Reads all of the server on loopback at <paramref name="port"/>: a line for each name and each value, a character for each byte.</summary>
    /// <exception cref="IOException">The server does not answer, or holds a type that is not read here.</exception>
    public static async Task<string> ReadAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, cancellationToken);
        var stream = client.GetStream();
        var script = Encoding.ASCII.GetBytes(Script);
        var head = string.Create(CultureInfo.InvariantCulture, $"*3\r\n$4\r\nEVAL\r\n${script.Length}\r\n");
        await stream.WriteAsync(new ReadOnlyMemory<byte>([.. Encoding.ASCII.GetBytes(head), .. script, .. "\r\n$1\r\n0\r\n"u8]), cancellationToken);
        var first = await LineAsync(stream, cancellationToken);
        if (!first.StartsWith('$') || !int.TryParse(first.AsSpan(1), CultureInfo.InvariantCulture, out var length))
        {
            throw new IOException($"Redis answers {first}");
        }

        var content = new byte[length];
        await stream.ReadExactlyAsync(content, cancellationToken);
        var text = Encoding.Latin1.GetString(content);
        return text.Contains("\nUNREAD ", StringComparison.Ordinal) ? throw new IOException("Redis holds a type of value that is not read here.") : text;
    }

    private static async Task<string> LineAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, cancellationToken) == 1 && one[0] != '\n')
        {
            line.Append((char)one[0]);
        }

        return line.ToString().TrimEnd('\r');
    }
}
