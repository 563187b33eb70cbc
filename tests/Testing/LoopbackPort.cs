using System.Net;
using System.Net.Sockets;

namespace Testing;

/// <summary>Free TCP ports on 127.0.0.1, for programs that cannot pick one themselves.</summary>
public static class LoopbackPort
{
    /// <summary>A port that was free a moment ago. Prefer port 0 where the program can report what it got.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
