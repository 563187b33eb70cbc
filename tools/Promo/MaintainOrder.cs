namespace Promo;

/// <summary>How a piece of maintenance is to be done.</summary>
/// <param name="DryRun">Only tell what would be done.</param>
/// <param name="MailsAgain">Send again the mails that were set aside.</param>
/// <param name="RecordsAgain">Send again the records that were set aside.</param>
internal sealed record MaintainOrder(bool DryRun, bool MailsAgain, bool RecordsAgain);
