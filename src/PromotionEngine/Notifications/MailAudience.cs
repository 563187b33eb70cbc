namespace PromotionEngine.Notifications;

/// <summary>Why somebody is written to; it decides which page the mail links to.</summary>
public enum MailAudience
{
    /// <summary>Who started, submitted or reviewed the promotion.</summary>
    Party,

    /// <summary>The developer list.</summary>
    Developers,

    /// <summary>The admin list.</summary>
    Admins,
}
