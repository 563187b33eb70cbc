using PromotionEngine.Promotions;

namespace PromotionEngine.Notifications;

/// <summary>What a mail tells of, as it was when it happened. It waits in the outbox; the mail is written from it when it is sent, so that no wording can stop a transition.</summary>
/// <param name="Event">What happened.</param>
/// <param name="At">When.</param>
/// <param name="To">Address of the one recipient.</param>
/// <param name="Audience">Why they are written to.</param>
/// <param name="PromotionId">The promotion.</param>
/// <param name="ProcessName">Its root component.</param>
public sealed record MailNotice(MailEvent Event, DateTimeOffset At, string To, MailAudience Audience, PromotionId PromotionId, string ProcessName)
{
    /// <summary>The account that it comes from.</summary>
    public string DevAccountId { get; init; } = string.Empty;

    /// <summary>Version of the package.</summary>
    public string PackageVersion { get; init; } = string.Empty;

    /// <summary>Whether it is an emergency.</summary>
    public bool IsHotfix { get; init; }

    /// <summary>Who started it.</summary>
    public string InitiatedBy { get; init; } = string.Empty;

    /// <summary>Who submitted it for review; empty when nobody did.</summary>
    public string SubmittedBy { get; init; } = string.Empty;

    /// <summary>The peer who decided; empty before that.</summary>
    public string PeerReviewer { get; init; } = string.Empty;

    /// <summary>The admin who decided; empty before that.</summary>
    public string Admin { get; init; } = string.Empty;

    /// <summary>Who deployed it to production; empty in mails that tell of something else.</summary>
    public string DeployedBy { get; init; } = string.Empty;

    /// <summary>Components that main does not have yet.</summary>
    public int ComponentsCreated { get; init; }

    /// <summary>Components that main has.</summary>
    public int ComponentsUpdated { get; init; }

    /// <summary>The pack of the release that it tells of; empty when there is none.</summary>
    public string PackName { get; init; } = string.Empty;

    /// <summary>The release, which people call the deployment ID; empty when there is none or its answer was lost.</summary>
    public string ReleaseId { get; init; } = string.Empty;

    /// <summary>What a person wrote about it: justification, comment or reason.</summary>
    public string Words { get; init; } = string.Empty;

    /// <summary>What went wrong, or why it ended.</summary>
    public string Cause { get; init; } = string.Empty;
}
