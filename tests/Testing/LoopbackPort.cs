using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Testing;

/// <summary>Free TCP ports on 127.0.0.1, for programs that cannot pick one themselves.</summary>
public static class LoopbackPort
{
    private static readonly ConcurrentDictionary<int, bool> Given = new();

    /// <summary>A port that was free a moment ago and is given to nobody else in this process. Prefer port 0 where the program can report what it got.</summary>
    public static int Free()
    {
        int port;
        do
        {
            port = Unused();
        }
        while (!Given.TryAdd(port, true));

        return port;
    }

    private static int Unused()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
