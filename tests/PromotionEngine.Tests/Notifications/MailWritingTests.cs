using FsCheck;
using FsCheck.Fluent;
using PromotionEngine.Accounts;
using PromotionEngine.Notifications;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionEngine.State.InMemory;
using PromotionEngine.Tests.Fixtures;
using PromotionEngine.Tests.State;
using Testing.Clocks;

namespace PromotionEngine.Tests.Notifications;

/// <summary>What mails say, and that nothing in what people wrote can make them say something else.</summary>
public sealed class MailWritingTests
{
    private const string Benign = "x";

    private static readonly DateTimeOffset At = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task Compose_EveryEvent_NamesTheProcessInSubjectAndBothBodiesAndLinksToAPage([Values] MailEvent happened)
    {
        foreach (var mail in await ComposeAsync(happened, PromotionMailsTests.Reviewed()))
        {
            Assert.That(mail.Text.Subject, Does.Contain("Orders to ERP 1.4.0"));
            Assert.That(mail.Text.Plain, Does.Contain("Orders to ERP").And.Contain("1.4.0").And.Contain("p1").And.Contain("2026-03-01 09:00 UTC"));
            Assert.That(mail.Text.Html, Does.Contain("Orders to ERP").And.Contain("1.4.0").And.Contain("p1"));
            Assert.That(mail.Text.Plain, Does.Contain("\nhttps://promotions.abc.example/"));
            Assert.That(mail.Text.Html, Does.Contain("<a href=\"https://promotions.abc.example/"));
        }
    }

    [Test]
    public async Task Compose_AnEmergency_SaysSoFirstAndGivesTheJustification()
    {
        var promotion = PromotionMailsTests.Reviewed() with
        {
            IsHotfix = true,
            Submission = new Submission(new Person("sub-erin", "erin@abc.example", "Erin"), At) { HotfixJustification = "Orders are lost.\nEvery minute." },
        };

        var mails = await ComposeAsync(MailEvent.Submitted, promotion);

        Assert.That(mails.Select(mail => mail.Text.Subject), Has.All.StartsWith("EMERGENCY HOTFIX").And.Exactly(2).Items);
        Assert.That(mails.Select(mail => mail.Text.Plain), Has.All.Contains("Justification:\n> Orders are lost.\n> Every minute.\n"));
        Assert.That(mails.Select(mail => mail.Text.Html), Has.All.Contains("Orders are lost.<br>Every minute."));
        Assert.That(mails.Select(mail => mail.Text.Plain), Has.All.Contains("https://promotions.abc.example/reviews/p1\n"));
    }

    [TestCase(MailEvent.TestDeployed, "release-test-1", "Orders - TEST")]
    [TestCase(MailEvent.Deployed, "release-prod-1", "Orders")]
    [TestCase(MailEvent.ReleaseFailed, "release-prod-1", "Orders")]
    public async Task Compose_ADeployment_GivesTheDeploymentIdAndThePack(MailEvent happened, string release, string pack)
    {
        var mail = (await ComposeAsync(happened, PromotionMailsTests.Reviewed()))[0];

        Assert.That(mail.Text.Plain, Does.Match($"Deployment ID: +{release}\n").And.Match($"Integration pack: +{pack}\n"));
    }

    [Test]
    public async Task Compose_ADeploymentByAnotherAdminThanApproved_NamesBoth()
    {
        var mail = (await ComposeAsync(MailEvent.Deployed, PromotionMailsTests.Reviewed() with { DeployedBy = new Person("sub-dave", "dave@abc.example", "Dave") }))[0];

        Assert.That(mail.Text.Plain, Does.Match("approved by\\s+carol@abc.example,\\s+merged\\s+to\\s+main\\s+and\\s+released\\s+by\\s+dave@abc.example").And.Match("Deployed by: +dave@abc.example\n"));
    }

    [TestCase(MailEvent.PeerRejected, "Looks right to me.")]
    [TestCase(MailEvent.AdminRejected, "Not before the audit.")]
    [TestCase(MailEvent.Superseded, "superseded by p2")]
    public async Task Compose_AnEnd_GivesTheReason(MailEvent happened, string reason)
    {
        var mail = (await ComposeAsync(happened, PromotionMailsTests.Reviewed() with { WithdrawalReason = "superseded by p2" }))[0];

        Assert.That(mail.Text.Plain, Does.Contain($"> {reason}\n"));
        Assert.That(mail.Text.Html, Does.Contain(reason));
    }

    [Test]
    public async Task Compose_ForAdmins_LinksToTheirQueue()
    {
        var mails = await ComposeAsync(MailEvent.PackNeeded, PromotionMailsTests.Reviewed());

        Assert.That(mails.Single(mail => mail.To == "admins@abc.example").Text.Plain, Does.Contain("https://promotions.abc.example/approvals\n"));
        Assert.That(mails.Single(mail => mail.To == "alice@abc.example").Text.Plain, Does.Contain("https://promotions.abc.example/promotions/p1\n"));
    }

    [Test]
    public void Compose_WhateverPeopleWrote_StaysTextInItsPlace()
    {
        var pieces = Gen.Elements("\r\nBcc: eve@evil.example\r\n\r\n", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "=?utf-8?q?=0D=0ABcc?=", "\u202Egnp", "\u2028", "&amp;", "\0", "\ud800", "'", "Orders", " ", "\n.\n", "😀", new string('y', 3_000));
        var texts = Gen.ArrayOf(pieces).Select(parts => string.Concat(parts)).ToArbitrary();
        var expected = Written(Benign);

        Properties.Check(texts, text =>
        {
            var written = Written($"{Benign}{text}");

            Assert.That(written.Subject.Any(character => char.IsControl(character) || character is '\u2028' or '\u2029' or '\u202E'), Is.False);
            Assert.That(written.Subject, Has.Length.LessThanOrEqualTo(181).And.Not.Contains("=?"));
            Assert.That(written.Plain.Any(character => char.IsControl(character) && character != '\n'), Is.False);
            Assert.That(LinesThatAreNotQuoted(written.Plain), Is.EqualTo(LinesThatAreNotQuoted(expected.Plain)), "no line is added but below what a person wrote");
            Assert.That(written.Html.Replace("<br>", string.Empty, StringComparison.Ordinal).Count(character => character == '<'), Is.EqualTo(expected.Html.Count(character => character == '<')), "no element is added");
            Assert.That(written.Html.Count(character => character == '"'), Is.EqualTo(expected.Html.Count(character => character == '"')), "no attribute is added");
            Assert.That(written.Html, Has.Length.LessThan(60_000));
        });
    }

    [Test]
    public async Task Enqueue_TextsOfAnyLength_KeepTheRecordSmall()
    {
        var promotion = PromotionMailsTests.Reviewed() with { DeploymentNotes = new string('n', 500_000), ErrorMessage = new string('e', 500_000) };
        foreach (var happened in Enum.GetValues<MailEvent>())
        {
            var (mails, _) = await EnqueueAsync(happened, promotion);
            var entries = await mails.Outbox.PendingAsync(10, CancellationToken.None);
            Assert.That(entries.Select(entry => entry.Message.PayloadJson.Length), Has.All.LessThan(6_000));
        }
    }

    private static int LinesThatAreNotQuoted(string plain) => plain.Split('\n').Count(line => !line.StartsWith("> ", StringComparison.Ordinal) && line != ">");

    private static MailText Written(string text)
    {
        var notice = new MailNotice(MailEvent.PeerRejected, At, "alice@abc.example", MailAudience.Party, new PromotionId("p1"), text)
        {
            DevAccountId = text,
            PackageVersion = text,
            InitiatedBy = text,
            SubmittedBy = text,
            PeerReviewer = text,
            Admin = text,
            PackName = text,
            ReleaseId = text,
            Words = text,
            Cause = text,
        };
        return new MailWriter(SomeOptions.Mail()).Write(MailWording.Of(notice));
    }

    private static async Task<IReadOnlyList<OutgoingMail>> ComposeAsync(MailEvent happened, Promotion promotion)
    {
        var (mails, options) = await EnqueueAsync(happened, promotion);
        var composer = new MailComposer(new MailWriter(options), options);
        return [.. (await mails.Outbox.PendingAsync(10, CancellationToken.None)).Select(composer.Compose)];
    }

    private static async Task<(PromotionMails Mails, MailOptions Options)> EnqueueAsync(MailEvent happened, Promotion promotion)
    {
        var clock = new ManualClock(At);
        var store = new InMemoryStateStore(clock);
        await new EpochMarker(store).InitialiseAsync(isFirstStart: true, CancellationToken.None);
        var options = SomeOptions.Mail();
        var mails = new PromotionMails(store, options, clock);
        var commit = new Commit();
        mails.Enqueue(commit, happened, promotion);
        (await store.CommitAsync(commit, CancellationToken.None)).OrThrow();
        return (mails, options);
    }
}
