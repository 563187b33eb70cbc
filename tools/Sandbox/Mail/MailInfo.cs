namespace Sandbox.Mail;

/// <summary>A caught mail as <c>/mail.json</c> lists it.</summary>
internal sealed record MailInfo(int Number, DateTimeOffset ReceivedAt, string From, IReadOnlyList<string> To, string Subject, string MessageId, string Text, string Html);
