namespace PromotionEngine.Notifications;

/// <summary>What is said of each event.</summary>
internal static class MailWording
{
    /// <summary>The body of the mail for <paramref name="notice"/>.</summary>
    public static MailBody Of(MailNotice notice) => notice.Event switch
    {
        MailEvent.TestDeployed => Told(notice, $"Deployed to test: {Name(notice)}", $"{Name(notice)} was packaged and released to the test pack.") with
        {
            Next = "Validate it in your test environment, then promote it to production, or cancel the test deployment.",
        },
        MailEvent.TestDeployFailed => Told(notice, $"Test deployment failed: {Name(notice)}", $"{Name(notice)} could not be deployed to test.") with
        {
            WordsLabel = "What went wrong",
            Words = notice.Cause,
            Next = "Correct what it names and deploy again: it goes on where it stopped.",
        },
        MailEvent.PackNeeded => Told(notice, $"Needs a test pack: {Name(notice)}", $"{Name(notice)} is packaged for test. No test pack is known for it yet; an admin has to choose one.") with
        {
            LinkText = notice.Audience == MailAudience.Admins ? "Choose the pack" : OpenPromotion,
            LinkPath = notice.Audience == MailAudience.Admins ? "/approvals" : PathOf(notice),
        },
        MailEvent.Submitted => Submitted(notice),
        MailEvent.PeerApproved => Told(notice, $"Peer approved: {Name(notice)}", $"{notice.PeerReviewer} approved {Name(notice)}. It now awaits an admin.") with
        {
            WordsLabel = "Comment",
            Words = notice.Words,
            LinkText = notice.Audience == MailAudience.Admins ? "Open the approval queue" : OpenPromotion,
            LinkPath = notice.Audience == MailAudience.Admins ? "/approvals" : PathOf(notice),
        },
        MailEvent.PeerRejected => Told(notice, $"Rejected in peer review: {Name(notice)}", $"{notice.PeerReviewer} rejected {Name(notice)}. Its branch is deleted.") with
        {
            WordsLabel = "Reason",
            Words = notice.Words,
            Next = "Address the feedback in the development account, package it again and start a new promotion.",
        },
        MailEvent.Deployed => Told(notice, $"Deployed to production: {Name(notice)}", $"{Name(notice)} was approved by {notice.Admin}, merged to main and released{(notice.DeployedBy.Length > 0 ? $" by {notice.DeployedBy}" : string.Empty)}.") with
        {
            WordsLabel = "Comment",
            Words = notice.Words,
        },
        MailEvent.AdminRejected => Told(notice, $"Denied by an admin: {Name(notice)}", $"{notice.Admin} denied {Name(notice)}. Its branch is deleted.") with
        {
            WordsLabel = "Reason",
            Words = notice.Words,
            Next = "Address the feedback in the development account, package it again and start a new promotion.",
        },
        MailEvent.AboutToExpire => Told(notice, $"About to expire: {Name(notice)}", $"Nobody has gone on with {Name(notice)} for a long time. It will be ended and its branch deleted, in 24 hours at the earliest.") with
        {
            Next = "Go on with it to keep it, or withdraw it to free its branch now.",
        },
        MailEvent.Expired => Told(notice, $"Expired: {Name(notice)}", $"Nobody went on with {Name(notice)}, so it was ended and its branch deleted.") with
        {
            Next = "What was in the development account is still there. Promote it again when it is needed.",
        },
        MailEvent.Superseded => Told(notice, $"Superseded: {Name(notice)}", $"A newer promotion of the same process took the place of {Name(notice)}.") with
        {
            WordsLabel = "How it ended",
            Words = notice.Cause,
        },
        MailEvent.ReleaseCompleted => Told(notice, $"Release complete: {Name(notice)}", $"The release of {Name(notice)} has reached every place that uses the pack."),
        MailEvent.ReleaseFailed => Told(notice, $"Release failed: {Name(notice)}", $"The platform accepted the release of {Name(notice)} and could not complete it.") with
        {
            Next = "Repeat the deployment: it releases again and does nothing else a second time.",
        },
        _ => throw new ArgumentException($"There are no words for {notice.Event}.", nameof(notice)),
    };

    private const string OpenPromotion = "Open the promotion";

    private static MailBody Submitted(MailNotice notice)
    {
        var body = Told(notice, $"Awaits review: {Name(notice)}", $"{notice.SubmittedBy} submitted {Name(notice)} for review. A peer decides first, then an admin.") with
        {
            WordsLabel = "Notes",
            Words = notice.Words,
            LinkText = "Open the review",
            LinkPath = $"/reviews/{Segment(notice)}",
        };
        return notice.IsHotfix
            ? body with
            {
                Subject = $"EMERGENCY HOTFIX awaits review: {Name(notice)}",
                Lead = $"{notice.SubmittedBy} submitted {Name(notice)} as an emergency hotfix: it goes to production without a test deployment. A peer decides first, then an admin.",
                WordsLabel = "Justification",
            }
            : body;
    }

    private static MailBody Told(MailNotice notice, string subject, string lead) => new(subject, lead)
    {
        Facts =
        [
            ("Process", notice.ProcessName),
            ("Version", notice.PackageVersion),
            ("Components", $"{notice.ComponentsCreated} new, {notice.ComponentsUpdated} updated"),
            ("Development account", notice.DevAccountId),
            ("Started by", notice.InitiatedBy),
            ("Submitted by", notice.SubmittedBy),
            ("Peer reviewer", notice.PeerReviewer),
            ("Admin", notice.Admin),
            ("Deployed by", notice.DeployedBy),
            ("Integration pack", notice.PackName),
            ("Deployment ID", notice.ReleaseId),
            ("Promotion ID", notice.PromotionId.Value),
            ("When", $"{notice.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC"),
        ],
        LinkText = OpenPromotion,
        LinkPath = PathOf(notice),
    };

    private static string PathOf(MailNotice notice) => $"/promotions/{Segment(notice)}";

    private static string Segment(MailNotice notice) => Uri.EscapeDataString(notice.PromotionId.Value);

    private static string Name(MailNotice notice)
    {
        var name = MailValue.Line(notice.ProcessName, 80);
        return notice.PackageVersion.Length > 0 ? $"{name} {MailValue.Line(notice.PackageVersion, 30)}" : name;
    }
}
