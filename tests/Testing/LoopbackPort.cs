using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Testing;

/// <summary>
/// Free TCP ports on 127.0.0.1, for programs that cannot pick one themselves. They lie below those that the machine gives out by itself: nobody's outgoing connection
/// and nobody's port 0 takes one while its program is being started, or is killed and started again.
/// </summary>
public static class LoopbackPort
{
    private const int Lowest = 10_000;
    private const int FewestToChooseFrom = 5_000;
    private const int DefaultEnd = 32_768;

    // Without a common factor with any span in question: the walk comes by every port.
    private const int Stride = 7_919;

    private static readonly ConcurrentDictionary<int, bool> Given = new();
    private static readonly int Span = End() - Lowest;
    private static int _step;

    /// <summary>A port that was free a moment ago and is given to nobody else in this process. Prefer port 0 where the program can report what it got.</summary>
    public static int Free()
    {
        int port;
        do
        {
            port = Span < FewestToChooseFrom ? Unused(0) : Unused(Next());
        }
        while (port == 0 || !Given.TryAdd(port, true));

        return port;
    }

    // Other test processes walk from elsewhere.
    private static int Next() => Lowest + (int)((((long)Environment.ProcessId * 31) + ((long)Interlocked.Increment(ref _step) * Stride)) % Span);

    // 0 when somebody has it.
    private static int Unused(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException) when (port != 0)
        {
            return 0;
        }
    }

    private static int End()
    {
        const string Setting = "/proc/sys/net/ipv4/ip_local_port_range";
        return File.Exists(Setting) && int.TryParse(File.ReadAllText(Setting).Split('\t', ' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first) ? first : DefaultEnd;
    }
}
