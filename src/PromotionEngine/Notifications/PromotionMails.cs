using PromotionEngine.Accounts;
using PromotionEngine.Promotions;
using PromotionEngine.State;

namespace PromotionEngine.Notifications;

/// <summary>
/// Puts mails into their outbox in the commit of the transition that they tell of: nothing is sent of what was not committed. Each recipient has a mail of their
/// own, so that an address that is refused keeps it from nobody else.
/// </summary>
/// <param name="store">Where they wait.</param>
/// <param name="options">The lists, and whether mails are written at all.</param>
/// <param name="time">Clock of the mails.</param>
public sealed class PromotionMails(IStateStore store, MailOptions options, TimeProvider time)
{
    /// <summary>Kind of the outbox messages.</summary>
    public const string Kind = "mail";

    // What people and the platform wrote is bounded elsewhere; a record of the outbox stays small whatever comes.
    private const int LongestText = 4_000;

    /// <summary>The mails that wait; apart from what waits for DataHub, so that neither receiver holds up the other.</summary>
    public Outbox Outbox { get; } = new(store, Outbox.ForMail);

    /// <summary>Adds to <paramref name="commit"/> the mails that tell of <paramref name="event"/>.</summary>
    /// <param name="commit">The commit of the transition.</param>
    /// <param name="event">What happened.</param>
    /// <param name="promotion">The promotion as it is after it.</param>
    /// <param name="release">The release that it is about; null for the one that belongs to the event.</param>
    public void Enqueue(Commit commit, MailEvent @event, Promotion promotion, PackRelease? release = null)
    {
        if (!options.IsOn)
        {
            return;
        }

        var notice = NoticeOf(@event, promotion, release ?? ReleaseOf(@event, promotion));
        foreach (var (address, audience) in Recipients(@event, promotion))
        {
            var message = new OutboxMessage(Kind, $"{Kind}|{promotion.Id}|{@event}|{address}", StateJson.Write(notice with { To = address, Audience = audience }));
            Outbox.Enqueue(commit, message, notice.At);
        }
    }

    /// <summary>Who is written to, each address once, without those that are no addresses.</summary>
    internal IReadOnlyList<(string Address, MailAudience Audience)> Recipients(MailEvent @event, Promotion promotion)
    {
        Person?[] parties = [promotion.InitiatedBy, promotion.Submission?.By];
        var (people, lists) = @event switch
        {
            MailEvent.TestDeployed or MailEvent.TestDeployFailed => (parties[..1], None),
            MailEvent.PackNeeded => (parties[..1], Admins),
            MailEvent.Submitted => ([], [.. Developers, .. Admins]),
            MailEvent.PeerApproved => (parties, Admins),
            MailEvent.Deployed or MailEvent.AdminRejected => ([.. parties, promotion.PeerDecision?.By], None),
            _ => (parties, None),
        };
        return
        [
            .. lists
                .Concat(people.OfType<Person>().Select(person => (Address: person.Email, Audience: MailAudience.Party)))
                .Select(recipient => (Address: Person.NormalizeEmail(recipient.Address), recipient.Audience))
                .Where(recipient => MailAddresses.IsUsable(recipient.Address))
                .DistinctBy(recipient => recipient.Address, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<(string Address, MailAudience Audience)> None => [];

    private IEnumerable<(string Address, MailAudience Audience)> Developers => options.DeveloperList.Select(address => (address, MailAudience.Developers));

    private IEnumerable<(string Address, MailAudience Audience)> Admins => options.AdminList.Select(address => (address, MailAudience.Admins));

    private MailNotice NoticeOf(MailEvent @event, Promotion promotion, PackRelease? release) =>
        new(@event, time.GetUtcNow(), string.Empty, MailAudience.Party, promotion.Id, promotion.ProcessName)
        {
            DevAccountId = promotion.DevAccountId.Value,
            PackageVersion = promotion.PackageVersion,
            IsHotfix = promotion.IsHotfix,
            InitiatedBy = promotion.InitiatedBy.Label,
            SubmittedBy = promotion.Submission?.By.Label ?? string.Empty,
            PeerReviewer = promotion.PeerDecision?.By.Label ?? string.Empty,
            Admin = promotion.AdminDecision?.By.Label ?? string.Empty,
            DeployedBy = @event == MailEvent.Deployed ? promotion.DeployedBy?.Label ?? string.Empty : string.Empty,
            ComponentsCreated = promotion.Results.Count(result => result.Action == ComponentResult.Created),
            ComponentsUpdated = promotion.Results.Count(result => result.Action == ComponentResult.Updated),
            PackName = release?.PackName ?? string.Empty,
            ReleaseId = release?.ReleaseId ?? string.Empty,
            Words = Cut(WordsOf(@event, promotion)),
            Cause = Cut(CauseOf(@event, promotion)),
        };

    private static PackRelease? ReleaseOf(MailEvent @event, Promotion promotion) => @event switch
    {
        MailEvent.TestDeployed or MailEvent.TestDeployFailed => promotion.TestRelease,
        MailEvent.Deployed => promotion.ProductionRelease,
        MailEvent.ReleaseFailed or MailEvent.ReleaseCompleted => promotion.ProductionRelease ?? promotion.TestRelease,
        _ => null,
    };

    private static string WordsOf(MailEvent @event, Promotion promotion) => @event switch
    {
        MailEvent.Submitted when promotion.IsHotfix => promotion.Submission?.HotfixJustification,
        MailEvent.Submitted => promotion.DeploymentNotes,
        MailEvent.PeerApproved or MailEvent.PeerRejected => promotion.PeerDecision?.Comments,
        MailEvent.Deployed or MailEvent.AdminRejected => promotion.AdminDecision?.Comments,
        _ => null,
    } ?? string.Empty;

    private static string CauseOf(MailEvent @event, Promotion promotion) => @event switch
    {
        MailEvent.TestDeployFailed => promotion.ErrorMessage,
        MailEvent.Superseded or MailEvent.Expired => promotion.WithdrawalReason,
        _ => string.Empty,
    };

    private static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText];
}
