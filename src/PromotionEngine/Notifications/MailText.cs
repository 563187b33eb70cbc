namespace PromotionEngine.Notifications;

/// <summary>What a mail says.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Plain">The body as plain text, lines ending with a line feed.</param>
/// <param name="Html">The same as a page.</param>
public sealed record MailText(string Subject, string Plain, string Html);
