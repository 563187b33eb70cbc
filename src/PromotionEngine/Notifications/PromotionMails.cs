using PromotionEngine.Promotions;
using PromotionEngine.State;

namespace PromotionEngine.Notifications;

/// <summary>Puts mails into their outbox in the commit of the transition that they tell of: nothing is sent of what was not committed.</summary>
public sealed class PromotionMails(IStateStore store, TimeProvider time)
{
    /// <summary>Kind of the outbox messages.</summary>
    public const string Kind = "mail";

    /// <summary>The mails that wait; apart from what waits for DataHub, so that neither receiver holds up the other.</summary>
    public Outbox Outbox { get; } = new(store, Outbox.ForMail);

    /// <summary>Adds to <paramref name="commit"/> the mail that tells of <paramref name="event"/>.</summary>
    /// <param name="commit">The commit of the transition.</param>
    /// <param name="event">What happened.</param>
    /// <param name="promotion">The promotion as it is after it.</param>
    public void Enqueue(Commit commit, MailEvent @event, Promotion promotion) =>
        Outbox.Enqueue(commit, new OutboxMessage(Kind, $"{Kind}|{promotion.Id}", StateJson.Write(new MailOrder(@event, promotion))), time.GetUtcNow());
}
