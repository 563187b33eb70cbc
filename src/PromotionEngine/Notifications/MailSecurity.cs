namespace PromotionEngine.Notifications;

/// <summary>How the connection to the mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>STARTTLS, and no mail at all to a server that does not offer it or has a certificate that is not trusted.</summary>
    StartTls,

    /// <summary>Nothing is protected: for a server on this machine, or a network that is trusted.</summary>
    None,
}
