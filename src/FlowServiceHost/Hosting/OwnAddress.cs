using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;

namespace FlowServiceHost.Hosting;

/// <summary>Asks this host something over the network of this machine, as a client would, to have its web server warm. Only where it listens without TLS.</summary>
/// <param name="server">The web server, which listens already.</param>
/// <param name="clock">Clock of the time limit.</param>
internal sealed class OwnAddress(IServer server, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Gets a path, without credentials, and reads the answer to its end. Nothing happens where there is no address for it, or no answer in time.</summary>
    public async Task AskAsync(string path, CancellationToken cancellationToken)
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        if (addresses.Select(EndpointOf).FirstOrDefault(found => found is not null) is not { } endpoint)
        {
            return;
        }

        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(endpoint, either.Token);
            await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), either.Token);
            var answer = new byte[4096];
            while (await socket.ReceiveAsync(answer, either.Token) > 0)
            {
                // What it says does not matter.
            }
        }
        catch (SocketException)
        {
            // It listens no more, or not for us.
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Too slow now; it will be warm all the same.
        }
    }

    /// <summary>Where on this machine an address of the server is reached; null for one with TLS, a path, or another machine's name.</summary>
    internal static IPEndPoint? EndpointOf(string address)
    {
        var binding = BindingAddress.Parse(address);
        if (!string.Equals(binding.Scheme, "http", StringComparison.OrdinalIgnoreCase) || binding.IsUnixPipe || binding.IsNamedPipe || binding.Port == 0)
        {
            return null;
        }

        var ip = binding.Host is "+" or "*" or "localhost" ? IPAddress.Loopback : IPAddress.TryParse(binding.Host.Trim('[', ']'), out var given) ? given : null;
        ip = IPAddress.Any.Equals(ip) || IPAddress.IPv6Any.Equals(ip) ? IPAddress.Loopback : ip;
        return ip is not null && IPAddress.IsLoopback(ip) ? new IPEndPoint(ip, binding.Port) : null;
    }
}
