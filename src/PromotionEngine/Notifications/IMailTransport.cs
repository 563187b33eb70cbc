namespace PromotionEngine.Notifications;

/// <summary>Hands mails to a mail server.</summary>
public interface IMailTransport
{
    /// <summary>Hands over one mail; returns when the server has taken it.</summary>
    /// <exception cref="MailNotSentException">It was not taken, or whether it was is not known.</exception>
    Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken);
}
