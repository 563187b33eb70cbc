using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Faults.Tests.Processes;

/// <summary>What stands in front of several engines: each new connection goes to the next engine that takes one.</summary>
internal sealed class Balancer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<int, TcpClient> _open = new();
    private readonly IReadOnlyList<int> _targets;
    private readonly Task _accepting;
    private int _turn;
    private int _number;

    /// <summary>Starts one for the engines on <paramref name="targets"/>.</summary>
    public Balancer(IReadOnlyList<int> targets)
    {
        _targets = targets;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public string Address => $"http://{_listener.LocalEndpoint}";

    /// <summary>Cuts every connection, as a network does that fails for a moment; new ones go to other engines than before. Answers how many there were.</summary>
    public int Cut()
    {
        var cut = _open.Values;
        foreach (var client in cut)
        {
            client.Close();
        }

        return cut.Count;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Cut();
        await _accepting;
        _listener.Stop();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        var number = Interlocked.Increment(ref _number);
        using (client)
        {
            _open[number] = client;
            try
            {
                using var engine = await ConnectAsync();
                if (engine is null)
                {
                    return;
                }

                var there = client.GetStream().CopyToAsync(engine.GetStream(), _stop.Token);
                var back = engine.GetStream().CopyToAsync(client.GetStream(), _stop.Token);
                await Task.WhenAny(there, back);
                client.Close();
                engine.Close();
                await Task.WhenAll(there, back);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // One end is gone: so is the connection.
            }
            finally
            {
                _open.TryRemove(number, out _);
            }
        }
    }

    private async Task<TcpClient?> ConnectAsync()
    {
        for (var attempt = 0; attempt < _targets.Count; attempt++)
        {
            var target = _targets[(int)((uint)Interlocked.Increment(ref _turn) % (uint)_targets.Count)];
            var engine = new TcpClient { NoDelay = true };
            try
            {
                await engine.ConnectAsync(IPAddress.Loopback, target, _stop.Token);
                return engine;
            }
            catch (SocketException)
            {
                engine.Dispose();
            }
        }

        return null;
    }
}
