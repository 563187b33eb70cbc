using System.Net;
using System.Net.Sockets;

namespace Sandbox.Mail;

/// <summary>A mail server on this machine that takes every mail and keeps it. It listens on loopback only and sends nothing on.</summary>
public sealed class MailCatcher : IAsyncDisposable
{
    private const int MostConnections = 16;

    // A client that says nothing for so long is gone.
    private static readonly TimeSpan LongestSession = TimeSpan.FromMinutes(2);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly SemaphoreSlim _connections = new(MostConnections);
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _time;
    private readonly Task _accepting;

    private MailCatcher(TimeProvider time)
    {
        _time = time;
        Mails = new CaughtMails(time);
        _listener.Start();
        _accepting = AcceptAsync(_stop.Token);
    }

    /// <summary>What was caught.</summary>
    public CaughtMails Mails { get; }

    /// <summary>The port that it listens on.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Starts on a free port.</summary>
    public static MailCatcher Start(TimeProvider time) => new(time);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();

        // Every place free again means that every session has ended.
        for (var place = 0; place < MostConnections; place++)
        {
            await _connections.WaitAsync(CancellationToken.None);
        }

        _listener.Dispose();
        _connections.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await _connections.WaitAsync(stopping);
                TcpClient client;
                try
                {
                    client = await _listener.AcceptTcpClientAsync(stopping);
                }
                catch
                {
                    _connections.Release();
                    throw;
                }

                _ = TalkAsync(client, stopping);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task TalkAsync(TcpClient client, CancellationToken stopping)
    {
        try
        {
            using var limit = new CancellationTokenSource(LongestSession, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
            using (client)
            {
                await new SmtpSession(client.GetStream(), Mails).RunAsync(either.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or InvalidOperationException or OperationCanceledException)
        {
            // The client is gone, or was sent away: it connects again if it has more to say.
        }
        finally
        {
            _connections.Release();
        }
    }
}
