using System.Text;

namespace Sandbox.Mail;

/// <summary>One connection of a mail client: as much of SMTP (RFC 5321) as a client needs to hand over mails. Nothing is sent on.</summary>
internal sealed class SmtpSession(Stream stream, CaughtMails mails)
{
    private const int LongestLine = 2_000;
    private const int LongestMail = 1024 * 1024;
    private const int MostRecipients = 100;
    private const int MostBadCommands = 20;

    private readonly BoundedLines _lines = new(stream, LongestLine);
    private readonly List<string> _recipients = [];
    private string? _sender;

    /// <summary>Talks until the client leaves, or says more nonsense than is worth an answer.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await SayAsync("220 sandbox ready; nothing leaves this machine", cancellationToken);
        for (var bad = 0; bad < MostBadCommands && await _lines.ReadAsync(cancellationToken) is { } line;)
        {
            var answer = await AnswerAsync(line, cancellationToken);
            bad += answer[0] == '5' ? 1 : 0;
            await SayAsync(answer, cancellationToken);
            if (answer.StartsWith("221", StringComparison.Ordinal))
            {
                return;
            }
        }
    }

    private async Task<string> AnswerAsync(string line, CancellationToken cancellationToken)
    {
        var command = line.Split(' ', 2)[0].ToUpperInvariant();
        switch (command)
        {
            case "EHLO":
                Forget();
                return $"250-sandbox\r\n250-8BITMIME\r\n250 SIZE {LongestMail}";
            case "HELO" or "RSET":
                Forget();
                return "250 Ok";
            case "MAIL" when PathOf(line, "FROM:") is { } sender:
                Forget();
                _sender = sender;
                return "250 Ok";
            case "RCPT" when _sender is not null && PathOf(line, "TO:") is { Length: > 0 } recipient:
                if (_recipients.Count == MostRecipients)
                {
                    return "452 Too many recipients";
                }

                _recipients.Add(recipient);
                return "250 Ok";
            case "DATA" when _recipients.Count > 0:
                await SayAsync("354 End with a line that holds a dot only", cancellationToken);
                return await TakeAsync(cancellationToken);
            case "MAIL" or "RCPT" or "DATA":
                return "503 Not now, or not like this";
            case "NOOP":
                return "250 Ok";
            case "QUIT":
                return "221 Bye";
            default:
                return "502 Not known here";
        }
    }

    private async Task<string> TakeAsync(CancellationToken cancellationToken)
    {
        var raw = new StringBuilder();
        while (true)
        {
            var line = await _lines.ReadAsync(cancellationToken) ?? throw new EndOfStreamException("The client left in the middle of a mail.");
            if (line == ".")
            {
                break;
            }

            // A dot at the beginning of a line is doubled on the way. Of what is too much only the end is looked for.
            if (raw.Length <= LongestMail)
            {
                raw.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
            }
        }

        var isTooLong = raw.Length > LongestMail;
        if (!isTooLong)
        {
            mails.Add(_sender!, [.. _recipients], raw.ToString());
        }

        Forget();
        return isTooLong ? $"552 More than {LongestMail} bytes" : "250 Caught";
    }

    private void Forget()
    {
        _sender = null;
        _recipients.Clear();
    }

    private async Task SayAsync(string answer, CancellationToken cancellationToken) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{answer}\r\n"), cancellationToken);

    // MAIL FROM:<a@b> SIZE=1: the address between the brackets; empty for <>.
    private static string? PathOf(string line, string word)
    {
        var rest = line[4..].TrimStart();
        if (!rest.StartsWith(word, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var path = rest[word.Length..].TrimStart();
        var end = path.IndexOf('>', StringComparison.Ordinal);
        return path.StartsWith('<') && end > 0 ? path[1..end] : null;
    }
}
