using System.Net;
using System.Net.Sockets;

namespace PromotionEngine.Tests.Recovery;

/// <summary>Stands between an engine and one of its servers, passes all bytes on, and tells the switch of each write before it gets through and before its answer does.</summary>
internal sealed class KillingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly ProcessKill _kill;
    private readonly Func<IWireTap> _tap;
    private readonly Task _loop;

    public KillingProxy(int target, ProcessKill kill, Func<IWireTap> tap)
    {
        (_target, _kill, _tap) = (target, kill, tap);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _loop = AcceptAsync(_stop.Token);
    }

    /// <summary>Where the engine is to connect.</summary>
    public int Port { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync(CancellationToken cancellationToken)
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(cancellationToken), cancellationToken));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient engine, CancellationToken cancellationToken)
    {
        using var server = new TcpClient { NoDelay = true };
        using (engine)
        {
            try
            {
                engine.NoDelay = true;
                await server.ConnectAsync(IPAddress.Loopback, _target, cancellationToken);
                var tap = _tap();
                var (inner, outer) = (engine.GetStream(), server.GetStream());
                using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                var sending = PumpAsync(inner, outer, "before", tap.Sent, over.Token);
                var answering = PumpAsync(outer, inner, "after", tap.Answered, over.Token);
                await Task.WhenAny(sending, answering);
                await over.CancelAsync();
                await Task.WhenAll(sending, answering);
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
            {
                // One side went away, as is the purpose of the whole.
            }
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, string side, WriteSeen seen, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            if (seen(buffer.AsSpan(0, count)) is { } write && !_kill.Pass($"{side} {write}"))
            {
                return;
            }

            await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
    }

    private delegate string? WriteSeen(ReadOnlySpan<byte> bytes);
}
