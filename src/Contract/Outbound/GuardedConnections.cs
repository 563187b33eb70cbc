using System.Net;
using System.Net.Sockets;

namespace Contract.Outbound;

/// <summary>Makes connections that go to allowed hosts only, follow no redirect and keep no cookies.</summary>
public static class GuardedConnections
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A handler for <see cref="HttpClient"/>. A request to another host fails with <see cref="HttpRequestException"/> before anything is sent, and so does one whose
    /// host resolves into a network where <paramref name="hosts"/> does not expect it.
    /// </summary>
    public static HttpMessageHandler CreateHandler(AllowedHosts hosts)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        return new GuardedHandler(hosts, new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = (context, cancellationToken) => ConnectAsync(hosts, context, cancellationToken),
        });
    }

    private static async ValueTask<Stream> ConnectAsync(AllowedHosts hosts, SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var target = context.DnsEndPoint;
        var addresses = await Dns.GetHostAddressesAsync(target.Host, cancellationToken);

        // Through a proxy the name is resolved elsewhere; the proxy itself is the operator's choice.
        var isDirect = string.Equals(target.Host, context.InitialRequestMessage.RequestUri?.IdnHost, StringComparison.OrdinalIgnoreCase);
        var usable = isDirect ? Array.FindAll(addresses, address => hosts.PermitsConnection(target.Host, address)) : addresses;
        if (usable.Length == 0)
        {
            throw new HttpRequestException($"{target.Host} leads to no address that may be called.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(usable, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class GuardedHandler(AllowedHosts hosts, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            hosts.Refusal(request.RequestUri!) is { } refusal
                ? throw new HttpRequestException($"{request.RequestUri!.GetLeftPart(UriPartial.Authority)} is not called: {refusal}.")
                : base.SendAsync(request, cancellationToken);
    }
}
