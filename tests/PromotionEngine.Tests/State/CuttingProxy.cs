using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PromotionEngine.Tests.State;

/// <summary>
/// Stands between a client and a redis-server, counts the scripts that are run, and can cut the connection when the next script's answer comes back:
/// the server has done its work, and the client does not know.
/// </summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _port;
    private readonly Task _accepting;
    private int _armed;
    private int _cuts;
    private int _scriptCalls;

    public CuttingProxy(int port)
    {
        _port = port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public int Cuts => _cuts;

    public int ScriptCalls => _scriptCalls;

    public void CutNextAnswer() => Interlocked.Exchange(ref _armed, 1);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var pumps = new List<Task>();
        try
        {
            while (true)
            {
                pumps.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(pumps);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _port, _stop.Token);
            var scriptSent = 0;
            var up = PumpAsync(near.GetStream(), far.GetStream(), bytes =>
            {
                var text = Encoding.Latin1.GetString(bytes);
                var scripts = text.Split("EVALSHA").Length - 1;
                Interlocked.Add(ref _scriptCalls, scripts);
                if (scripts > 0 && Interlocked.CompareExchange(ref _armed, 0, 1) == 1)
                {
                    Volatile.Write(ref scriptSent, 1);
                }

                return true;
            });
            var down = PumpAsync(far.GetStream(), near.GetStream(), _ =>
            {
                if (Interlocked.Exchange(ref scriptSent, 0) == 0)
                {
                    return true;
                }

                Interlocked.Increment(ref _cuts);
                return false;
            });
            await Task.WhenAny(up, down);
            near.Close();
            far.Close();
            await Task.WhenAll(up, down);
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // The proxy ends, or the server is away.
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, Func<byte[], bool> pass)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            int read;
            while ((read = await from.ReadAsync(buffer, _stop.Token)) > 0 && pass(buffer[..read]))
            {
                await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // Either side is gone.
        }
    }
}
