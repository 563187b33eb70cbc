using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Testing.Secrets;

namespace Testing;

/// <summary>A mail server of the tests, on loopback: takes mails, or does what it is told to at a command.</summary>
public sealed class LoopbackMailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _sessions = [];
    private readonly Task _accepting;

    /// <summary>Starts one on a free port.</summary>
    public LoopbackMailServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>What to answer to a command line; null for the usual answer, empty for silence, <c>drop</c> for cutting the connection.</summary>
    public Func<string, string?> Answer { get; set; } = _ => null;

    /// <summary>Certificate for STARTTLS; null for a server without.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>User and password that mails are taken from; null takes them from everybody.</summary>
    public (string User, string Password)? Login { get; init; }

    /// <summary>The port that it listens on.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The mails that it took, in the order of their coming.</summary>
    public ConcurrentQueue<ReceivedMail> Mails { get; } = new();

    /// <summary>Everything that clients said, mails excepted.</summary>
    public ConcurrentQueue<string> Commands { get; } = new();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_sessions);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _sessions.Add(TalkAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var own = client;
        try
        {
            using var session = new Session(this, client.GetStream());
            await session.RunAsync(_stop.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
        }
    }

    private sealed class Session(LoopbackMailServer server, Stream connection) : IDisposable
    {
        private Stream _stream = connection;
        private StreamReader _reader = new(connection, Encoding.Latin1);
        private bool _isEncrypted;
        private bool _isSignedIn;
        private string _from = string.Empty;
        private string _to = string.Empty;

        public void Dispose() => _reader.Dispose();

        public async Task RunAsync(CancellationToken cancellationToken)
        {
            if (!await SayAsync(server.Answer("CONNECT") ?? "220 test", cancellationToken))
            {
                return;
            }

            while (await _reader.ReadLineAsync(cancellationToken) is { } line)
            {
                server.Commands.Enqueue(line);
                if (!await SayAsync(server.Answer(line) ?? await UsualAsync(line, cancellationToken), cancellationToken) || line == "QUIT")
                {
                    return;
                }

                if (line == "STARTTLS" && server.Certificate is not null)
                {
                    var secure = new SslStream(_stream);
                    await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = server.Certificate }, cancellationToken);
                    (_stream, _reader, _isEncrypted) = (secure, new StreamReader(secure, Encoding.Latin1), true);
                }
            }
        }

        private async Task<string> UsualAsync(string line, CancellationToken cancellationToken)
        {
            switch (line.Split(' ', ':')[0])
            {
                case "EHLO":
                    return $"250-test\r\n{(server.Certificate is null || _isEncrypted ? string.Empty : "250-STARTTLS\r\n")}{(server.Login is null ? string.Empty : "250-AUTH LOGIN\r\n")}250 8BITMIME";
                case "STARTTLS":
                    return server.Certificate is null ? "502 No" : "220 Go";
                case "AUTH":
                    return await SignInAsync(line, cancellationToken) ? "235 Welcome" : "535 5.7.8 Wrong";
                case "MAIL" when server.Login is not null && !_isSignedIn:
                    return "530 5.7.0 Sign in first";
                case "MAIL":
                    _from = line;
                    return "250 Ok";
                case "RCPT":
                    _to = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
                    return "250 Ok";
                case "DATA":
                    return await TakeAsync(cancellationToken);
                default:
                    return "250 Ok";
            }
        }

        // AUTH LOGIN, with the user beside the command or asked for.
        private async Task<bool> SignInAsync(string line, CancellationToken cancellationToken)
        {
            var words = line.Split(' ');
            var user = words.Length > 2 ? words[2] : await AskAsync("334 VXNlcm5hbWU6", cancellationToken);
            var password = await AskAsync("334 UGFzc3dvcmQ6", cancellationToken);
            return _isSignedIn = (Decode(user), Decode(password)) == server.Login;
        }

        private async Task<string> AskAsync(string question, CancellationToken cancellationToken)
        {
            await SayAsync(question, cancellationToken);
            return await _reader.ReadLineAsync(cancellationToken) ?? string.Empty;
        }

        private async Task<string> TakeAsync(CancellationToken cancellationToken)
        {
            await SayAsync("354 Go", cancellationToken);
            var raw = new StringBuilder();
            while (await _reader.ReadLineAsync(cancellationToken) is var line && line != ".")
            {
                if (line is null)
                {
                    // The client went away in the middle: what came is no mail.
                    return "drop";
                }

                raw.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
            }

            SecretWatch.OfThisRun.Look("mail", raw.ToString().Replace("=\r\n", string.Empty, StringComparison.Ordinal));
            server.Mails.Enqueue(new ReceivedMail(_from, _to, raw.ToString(), _isEncrypted));
            return server.Answer("TAKEN") ?? "250 Taken";
        }

        private async Task<bool> SayAsync(string answer, CancellationToken cancellationToken)
        {
            if (answer.Length > 0 && answer != "drop")
            {
                await _stream.WriteAsync(Encoding.ASCII.GetBytes($"{answer}\r\n"), cancellationToken);
            }

            return answer != "drop";
        }

        private static string Decode(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
    }
}
