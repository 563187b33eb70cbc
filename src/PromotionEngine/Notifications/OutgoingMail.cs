namespace PromotionEngine.Notifications;

/// <summary>A mail as it is handed to the server.</summary>
/// <param name="MessageId">Its ID, the same however often it is sent, so that a receiver drops repeats; without the angle brackets.</param>
/// <param name="ThreadId">ID that all mails of one promotion refer to, so that they are shown together; without the angle brackets.</param>
/// <param name="To">The one recipient.</param>
/// <param name="Text">Subject and body.</param>
public sealed record OutgoingMail(string MessageId, string ThreadId, string To, MailText Text);
