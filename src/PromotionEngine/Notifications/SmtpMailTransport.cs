using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using PromotionEngine.Boomi;

namespace PromotionEngine.Notifications;

/// <summary>Hands mails over by SMTP, with the framework's client: a connection for each, so that nothing of one can spoil the next.</summary>
/// <param name="options">The server.</param>
/// <param name="time">Clock of the time limit.</param>
public sealed class SmtpMailTransport(MailOptions options, TimeProvider time) : IMailTransport
{
    private const int LongestReason = 300;

    /// <inheritdoc/>
    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var message = ToMessage(mail);
        using var client = NewClient();
        try
        {
            // The client itself looks at the token between commands only; a server that has gone silent must not hold the round up.
            await client.SendMailAsync(message, either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MailNotSentException(isServerDown: true, $"{options.Host}:{options.Port} did not take the mail within {options.Timeout.TotalSeconds:0} seconds.");
        }
        catch (SmtpException exception)
        {
            throw Failure(exception);
        }
    }

    private SmtpClient NewClient() => new(options.Host, options.Port)
    {
        DeliveryMethod = SmtpDeliveryMethod.Network,
        DeliveryFormat = SmtpDeliveryFormat.SevenBit,
        EnableSsl = options.Security == MailSecurity.StartTls,
        UseDefaultCredentials = false,
        Credentials = options.User.Length > 0 ? new NetworkCredential(options.User, options.Password) : null,
        Timeout = (int)options.Timeout.TotalMilliseconds,
    };

    private MailMessage ToMessage(OutgoingMail mail)
    {
        var message = new MailMessage
        {
            From = new MailAddress(options.From, options.FromName, Encoding.UTF8),
            Subject = mail.Text.Subject,
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        message.To.Add(new MailAddress(mail.To));
        message.Headers.Add("Message-ID", $"<{mail.MessageId}>");
        message.Headers.Add("References", $"<{mail.ThreadId}>");

        // Nobody's "I am on holiday" is wanted here (RFC 3834).
        message.Headers.Add("Auto-Submitted", "auto-generated");

        // The plainest comes first: a reader shows the last one that it knows.
        message.AlternateViews.Add(View(mail.Text.Plain, MediaTypeNames.Text.Plain));
        message.AlternateViews.Add(View(mail.Text.Html, MediaTypeNames.Text.Html));
        return message;
    }

    private static AlternateView View(string body, string type)
    {
        var view = AlternateView.CreateAlternateViewFromString(body.ReplaceLineEndings("\r\n"), Encoding.UTF8, type);
        view.TransferEncoding = TransferEncoding.QuotedPrintable;
        return view;
    }

    // A recipient that is refused says nothing about others. Besides: 421 and 454 are "not now", what is below 550 is about the session (not signed in, no TLS).
    private static bool IsServerDown(SmtpException exception) => exception switch
    {
        { StatusCode: SmtpStatusCode.GeneralFailure or SmtpStatusCode.ServiceNotAvailable or SmtpStatusCode.ClientNotPermitted } => true,
        SmtpFailedRecipientException => false,
        _ => (int)exception.StatusCode is >= 500 and < 550,
    };

    // A server that repeats what it was signed in with is not repeated, nor is the exception that holds its words.
    private MailNotSentException Failure(SmtpException exception)
    {
        string[] secrets = [options.Password, $"\0{options.User}\0{options.Password}"];
        var text = exception.ToString();
        return new MailNotSentException(
            IsServerDown(exception), ForeignText.Hide(Reason(exception), secrets), options.Password.Length == 0 || ForeignText.Hide(text, secrets) == text ? exception : null);
    }

    private static string Reason(SmtpException exception)
    {
        var reason = exception.InnerException is null or SmtpException ? exception.Message : $"{exception.Message} {exception.InnerException.Message}";
        var line = MailValue.Line(reason, LongestReason);
        return (int)exception.StatusCode > 0 ? $"{(int)exception.StatusCode}: {line}" : line;
    }
}
