using PromotionEngine.State;

namespace PromotionEngine.Notifications;

/// <summary>Writes the mail of an entry of the outbox: the same one however often it is asked.</summary>
public sealed class MailComposer(MailWriter writer, MailOptions options)
{
    /// <summary>The mail.</summary>
    /// <exception cref="StateLayoutException">Another version wrote the entry.</exception>
    public OutgoingMail Compose(OutboxEntry entry)
    {
        var notice = StateJson.Read<MailNotice>(entry.Id, entry.Message.PayloadJson);
        var domain = options.From[(options.From.IndexOf('@', StringComparison.Ordinal) + 1)..];

        // An entry's ID is that of its commit and a number: letters, digits and a colon, which a Message-ID may not hold.
        return new OutgoingMail(
            $"{entry.Id.Replace(':', '.')}@{domain}",
            $"promotion.{notice.PromotionId}@{domain}",
            notice.To,
            writer.Write(MailWording.Of(notice)));
    }
}
